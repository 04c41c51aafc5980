package dev.tributary.index;

import static dev.tributary.index.Fixtures.ask;
import static dev.tributary.index.Fixtures.limited;
import static dev.tributary.index.Fixtures.sample;
import static dev.tributary.index.WriteOutcome.APPLIED;
import static dev.tributary.index.WriteOutcome.REPEATED;
import static dev.tributary.index.WriteOutcome.SUPERSEDED;
import static dev.tributary.index.WriteOutcome.TEXT_DIFFERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.index.ChunkIndex.StoredDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What writes leave behind. */
interface WritingContract extends IndexContract {

    @Test
    default void anEmptyIndexKnowsNothing() {
        index().check();
        assertThat(index().dimensions()).isEqualTo(Fixtures.DIMENSIONS);
        assertThat(index().write(List.of())).isEmpty();
        assertThat(index().commits(List.of())).isEmpty();
        assertThat(index().commits(List.of(UUID.randomUUID()))).isEmpty();
        assertThat(scanned()).isEmpty();
        assertThat(index().statistics()).isEqualTo(new ChunkIndex.IndexStatistics(0, 0));
        for (SearchMode mode : SearchMode.values()) {
            assertThat(index().search(ask(mode, "anything"))).isEmpty();
        }
    }

    @Test
    default void whatWasWrittenIsFoundAsItWas() {
        Sample sample = sample("boiler \"manual\" 🔥.md", "Light the burner.", "Close the valve: *now*\u0000 ✂");
        given(sample);

        List<Hit> hits = index().search(ask(SearchMode.SEMANTIC, "Light the burner."));

        assertThat(hits).extracting(Hit::facts).containsOnly(sample.facts());
        assertThat(hits).extracting(Hit::chunk).containsExactlyInAnyOrderElementsOf(sample.chunks());
    }

    @Test
    default void aWriteSaysWhatBecameOfIt() {
        Sample first = sample("a", "one");
        Sample second = first.version(2).texts("two");

        assertThat(write(second.replace(), second.replace(), first.replace(), first.remove()))
                .containsExactly(APPLIED, REPEATED, SUPERSEDED, SUPERSEDED);
        assertThat(write(second.replace(), first.replace())).containsExactly(REPEATED, SUPERSEDED);
        assertThat(index().commits(List.of(first.documentId(), UUID.randomUUID())))
                .hasSize(1)
                .containsEntry(second.documentId(), second.commit());
    }

    @Test
    default void purgingChangesNothingThatCanBeSeen() {
        Sample erased = sample("a", "one", "two");
        Sample edited = sample("b", "three");
        given(erased, edited);
        given(edited.version(2).texts("four"));
        write(erased.version(2).remove());

        index().purge(List.of());
        index().purge(List.of(erased.documentId(), edited.documentId(), UUID.randomUUID()));
        index().purge(List.of(erased.documentId()));

        assertThat(scanned())
                .extracting(document -> document.commit().documentId())
                .containsExactlyInAnyOrder(erased.documentId(), edited.documentId());
        assertThat(index().search(ask(SearchMode.SEMANTIC, "one")))
                .extracting(hit -> hit.chunk().text())
                .containsExactly("four");
        assertThat(write(erased.replace())).containsExactly(SUPERSEDED);
    }

    @Test
    default void aNewVersionReplacesTheChunksOfTheOldOne() {
        given(sample("a", "red", "green", "blue"));
        given(sample("a", "red", "yellow").version(2));

        assertThat(index().search(ask(SearchMode.SEMANTIC, "red")))
                .extracting(hit -> hit.chunk().text())
                .containsExactlyInAnyOrder("red", "yellow");
        assertThat(index().search(ask(SearchMode.KEYWORD, "green"))).isEmpty();
    }

    @Test
    default void aRemovedDocumentIsGoneAndStaysGone() {
        Sample sample = sample("a", "one");
        given(sample, sample("b", "other"));

        assertThat(write(sample.version(3).remove())).containsExactly(APPLIED);
        assertThat(write(sample.version(2).replace(), sample.version(2).updateFacts()))
                .containsExactly(SUPERSEDED, SUPERSEDED);

        eventually(() -> assertThat(found(ask(SearchMode.SEMANTIC, "one"))).containsExactly("b"));
        assertThat(found(ask(SearchMode.KEYWORD, "one"))).isEmpty();
        assertThat(index().commits(List.of(sample.documentId())))
                .containsEntry(sample.documentId(), sample.version(3).tombstone());
    }

    @Test
    default void aRemovalOfAnUnknownDocumentKeepsEarlierVersionsAway() {
        Sample sample = sample("a", "one");

        assertThat(write(sample.version(2).remove(), sample.replace())).containsExactly(APPLIED, SUPERSEDED);
        assertThat(write(sample.version(2).remove(), sample.version(2).replace()))
                .containsExactly(REPEATED, REPEATED);
    }

    @Test
    default void aRemovedDocumentComesBackWithALaterVersion() {
        Sample sample = sample("a", "one");
        write(sample.replace(), sample.version(2).remove());

        given(sample.version(3));

        assertThat(found(ask(SearchMode.KEYWORD, "one"))).containsExactly("a");
    }

    @Test
    default void anUpdateOfFactsNeedsTheTextThatItWasMadeFor() {
        Sample sample = sample("a", "one");
        Sample otherText = sample.version(5).texts("two");

        assertThat(write(sample.updateFacts())).containsExactly(TEXT_DIFFERS);
        assertThat(write(sample.replace(), otherText.updateFacts())).containsExactly(APPLIED, TEXT_DIFFERS);
        assertThat(write(sample.version(2).remove(), sample.version(3).updateFacts()))
                .containsExactly(APPLIED, TEXT_DIFFERS);
        assertThat(index().commits(List.of(sample.documentId())))
                .containsEntry(sample.documentId(), sample.version(2).tombstone());
    }

    @Test
    default void anUpdateOfFactsIsSupersededOrRepeatedBeforeTextsAreCompared() {
        Sample sample = sample("a", "one").version(2);
        write(sample.replace());

        assertThat(write(sample.texts("two").updateFacts(), sample.version(1).updateFacts()))
                .containsExactly(REPEATED, SUPERSEDED);
    }

    @Test
    default void anUpdateOfFactsKeepsChunksAndVectors() {
        Sample before = sample("a", "one", "two");
        Sample after = before.version(2).title("A better title").metadata(Map.of("owner", "ann"));
        given(before);

        assertThat(write(after.updateFacts())).containsExactly(APPLIED);

        eventually(() -> {
            List<Hit> hits = index().search(ask(SearchMode.SEMANTIC, "two"));
            assertThat(hits).extracting(Hit::facts).containsOnly(after.facts());
            assertThat(hits)
                    .extracting(Hit::chunk)
                    .containsExactly(after.chunks().get(1), after.chunks().get(0));
        });
        assertThat(found(ask(SearchMode.KEYWORD, "better"))).containsExactly("a");
        assertThat(index().commits(Set.of(after.documentId()))).containsEntry(after.documentId(), after.commit());
    }

    @Test
    default void severalWritesOfADocumentInOneBatchFollowEachOther() {
        Sample sample = sample("a", "one");
        Sample renamed = sample.version(2).title("renamed");

        assertThat(write(sample.replace(), renamed.updateFacts())).containsExactly(APPLIED, APPLIED);

        eventually(() -> assertThat(index().search(ask(SearchMode.KEYWORD, "one")))
                .extracting(Hit::facts)
                .containsExactly(renamed.facts()));
    }

    @Test
    default void aDocumentMayHaveNoChunks() {
        Sample empty = sample("a");

        assertThat(write(empty.replace())).containsExactly(APPLIED);
        assertThat(write(empty.version(2).title("b").updateFacts())).containsExactly(APPLIED);

        assertThat(index().commits(List.of(empty.documentId())))
                .containsEntry(empty.documentId(), empty.version(2).commit());
        assertThat(index().statistics().chunks()).isZero();
    }

    @Test
    default void aDocumentMayHaveThousandsOfChunks() {
        Sample book = sample("book")
                .texts(IntStream.range(0, 3000).mapToObj(i -> "passage p" + i).toList());
        Sample hidden = book.version(2).acl(Fixtures.readers("user:ann"));
        given(book);

        assertThat(write(hidden.updateFacts())).containsExactly(APPLIED);

        eventually(() -> assertThat(scanned()).containsExactly(new StoredDocument(hidden.commit(), book.chunks())));
        eventually(() ->
                assertThat(found(limited(ask(SearchMode.KEYWORD, "p2999"), 1))).isEmpty());
        assertThat(index().search(limited(ask(Fixtures.reader("user:ann"), SearchMode.KEYWORD, "p2999"), 1)))
                .extracting(Hit::chunk)
                .containsExactly(book.chunks().getLast());
    }

    @Test
    default void aScanMeetsEveryDocumentOnceRemovedOnesToo() {
        Sample kept = sample("kept", "one", "two", "three");
        Sample empty = sample("empty");
        Sample removed = sample("removed", "gone");
        given(kept.texts("old"), empty, removed);
        write(kept.version(2).replace(), removed.version(2).remove());

        eventually(() -> assertThat(scanned())
                .containsExactlyInAnyOrder(
                        new StoredDocument(kept.version(2).commit(), kept.chunks()),
                        new StoredDocument(empty.commit(), List.of()),
                        new StoredDocument(removed.version(2).tombstone(), List.of())));
    }

    @Test
    default void statisticsCountWhatSearchesCanFind() {
        given(sample("a", "one", "two"), sample("b", "three"), sample("c", "four", "five"));
        write(sample("a", "one").version(2).replace(), sample("b").version(2).remove());

        eventually(() -> assertThat(index().statistics()).isEqualTo(new ChunkIndex.IndexStatistics(2, 3)));
    }

    @Test
    default void documentsOfTwoTenantsWithOneNativeIdAreTwoDocuments() {
        Sample ours = sample("same", "ours");
        Sample theirs = sample("same", "theirs").tenant("globex");
        given(ours, theirs);

        write(theirs.version(2).remove());

        assertThat(found(ask(SearchMode.KEYWORD, "ours"))).containsExactly("same");
        assertThat(index().commits(Set.of(ours.documentId(), theirs.documentId())))
                .containsEntry(ours.documentId(), ours.commit())
                .containsEntry(theirs.documentId(), theirs.version(2).tombstone());
    }

    private List<StoredDocument> scanned() {
        List<StoredDocument> documents = new ArrayList<>();
        index().scan(documents::add);
        return documents;
    }
}
