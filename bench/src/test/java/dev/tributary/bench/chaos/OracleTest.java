package dev.tributary.bench.chaos;

import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.chaos.Verdict.Wrong;
import dev.tributary.events.Acl;
import dev.tributary.index.Fixtures;
import dev.tributary.index.InMemoryChunkIndex;
import dev.tributary.index.Sample;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A judge that finds nothing in a sound index, and each kind of fault in one that has it. */
final class OracleTest {

    private static final String ID = "notes/p1.md";
    private static final Text FIRST = Text.random("p1", 1, new Random(1));
    private static final Text SECOND = Text.random("p1", 2, new Random(2));

    private final Ledger ledger = new Ledger();
    private final InMemoryChunkIndex index = new InMemoryChunkIndex(Fixtures.DIMENSIONS);

    @BeforeEach
    void aDocumentInItsSecondVersion() {
        ledger.put(Pushing.key(ID), 2L, new Change.Put(ID, SECOND, Set.of("user:ann")));
    }

    @Test
    void aSoundIndexIsClean() {
        write(SECOND.paragraphs(), 2, Set.of("user:ann"));

        assertThat(compare().findings()).isEmpty();
    }

    @Test
    void aMissingDocumentIsLost() {
        assertThat(compare().count(Wrong.LOST)).isPositive();
    }

    @Test
    void aMissingParagraphIsLost() {
        write(SECOND.paragraphs().subList(1, SECOND.paragraphs().size()), 2, Set.of("user:ann"));

        assertThat(compare().count(Wrong.LOST)).isPositive();
    }

    @Test
    void aParagraphThatIsThereTwiceIsDuplicated() {
        write(List.of(SECOND.paragraphs().getFirst(), SECOND.paragraphs().getFirst()), 2, Set.of("user:ann"));

        assertThat(compare().count(Wrong.DUPLICATED)).isOne();
    }

    @Test
    void anEarlierTextIsStale() {
        write(FIRST.paragraphs(), 2, Set.of("user:ann"));

        assertThat(compare().count(Wrong.STALE)).isOne();
    }

    @Test
    void anEarlierVersionIsStale() {
        write(SECOND.paragraphs(), 1, Set.of("user:ann"));

        assertThat(compare().count(Wrong.STALE)).isOne();
    }

    @Test
    void aRemovedDocumentThatIsThereIsResurrected() {
        write(SECOND.paragraphs(), 2, Set.of("user:ann"));
        ledger.removed(Pushing.key(ID), 3L);

        assertThat(compare().count(Wrong.RESURRECTED)).isOne();
    }

    @Test
    void aDocumentThatNobodyMadeIsResurrected() {
        write(SECOND.paragraphs(), 2, Set.of("user:ann"));
        index.write(List.of(sample("unheard of", "text").replace()));

        assertThat(compare().count(Wrong.RESURRECTED)).isOne();
    }

    @Test
    void otherReadersAreAWrongAcl() {
        write(SECOND.paragraphs(), 2, Set.of("everyone"));

        assertThat(compare().count(Wrong.WRONG_ACL)).isEqualTo(2);
    }

    private Verdict compare() {
        return new Oracle(ledger, document -> 0).compare(index);
    }

    private void write(List<String> texts, long version, Set<String> readers) {
        Sample sample = sample(ID, texts.toArray(String[]::new))
                .tenant(Installation.TENANT)
                .source(Installation.PUSH_SOURCE)
                .version(version)
                .acl(new Acl(readers));
        index.write(List.of(sample.replace()));
    }
}
