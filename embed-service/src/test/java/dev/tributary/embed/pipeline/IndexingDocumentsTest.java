package dev.tributary.embed.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.content.ContentStore;
import dev.tributary.content.ContentStore.MissingContentException;
import dev.tributary.content.FileContentStore;
import dev.tributary.content.ParsedText;
import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import dev.tributary.embed.chunk.Chunker;
import dev.tributary.events.Access;
import dev.tributary.events.Acl;
import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.Event;
import dev.tributary.events.ParseEvent;
import dev.tributary.events.Topic;
import dev.tributary.index.Hit;
import dev.tributary.index.InMemoryChunkIndex;
import dev.tributary.index.SearchFilter;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexingDocumentsTest {

    private static final String TENANT = "default";
    private static final int PARAGRAPHS = 60;

    private final CountingEmbedder embedder = new CountingEmbedder();
    private final InMemoryChunkIndex index = new InMemoryChunkIndex(CountingEmbedder.DIMENSIONS);
    private final List<Event> said = new ArrayList<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private ContentStore store;

    @SuppressWarnings("NullAway.Init")
    private IndexingDocuments stage;

    @BeforeEach
    void start() {
        store = new FileContentStore(directory);
        stage = new IndexingDocuments(
                store,
                new Chunker(64, embedder::countTokens),
                embedder,
                index,
                "generation",
                new IndexingMetrics(meters, () -> true),
                Clock.systemUTC());
    }

    @Test
    void aParsedDocumentIsFoundWithItsPlace() {
        process(parsed("a.md", 1, paragraphs(2, -1), Acl.everyone()));

        Hit hit = search("river1").getFirst();
        assertThat(hit.facts().title()).isEqualTo("a.md");
        assertThat(hit.chunk().text()).contains("river1");
        assertThat(said.getFirst()).isInstanceOfSatisfying(DocumentIndexed.class, indexed -> {
            assertThat(indexed.chunks()).isEqualTo(embedder.embedded.size());
            assertThat(indexed.embedded()).isEqualTo(indexed.chunks());
            assertThat(indexed.reused()).isZero();
        });
    }

    @Test
    void equalTextsAreEmbeddedOnceAndCountedAsTheChunksThatTheyAre() {
        List<String> twice = new ArrayList<>(paragraphs(PARAGRAPHS, -1));
        twice.addAll(paragraphs(PARAGRAPHS, -1));

        process(parsed("a.md", 1, twice, Acl.everyone()));

        assertThat(said.getFirst()).isInstanceOfSatisfying(DocumentIndexed.class, indexed -> {
            assertThat(indexed.chunks()).isGreaterThan(embedder.embedded.size());
            assertThat(counted("embedded")).isEqualTo(embedder.embedded.size());
            assertThat(counted("embedded") + counted("reused")).isEqualTo(indexed.chunks());
        });
    }

    private double counted(String vectors) {
        return meters.get("tributary.chunks").tag("vectors", vectors).counter().count();
    }

    @Test
    void theSameEventAgainEmbedsNothingAndSaysTheSame() {
        DocumentParsed event = parsed("a.md", 1, paragraphs(PARAGRAPHS, -1), Acl.everyone());
        process(event);
        embedder.embedded.clear();

        process(event);

        assertThat(embedder.embedded).isEmpty();
        assertThat(said).hasSize(2).allSatisfy(each -> assertThat(each).isInstanceOf(DocumentIndexed.class));
    }

    @Test
    void oneEditedParagraphOfALongDocumentEmbedsAtMostTwoChunks() {
        process(parsed("a.md", 1, paragraphs(PARAGRAPHS, -1), Acl.everyone()));
        embedder.embedded.clear();

        process(parsed("a.md", 2, paragraphs(PARAGRAPHS, PARAGRAPHS / 2), Acl.everyone()));

        assertThat(embedder.embedded).hasSizeBetween(1, 2);
        assertThat(search("edited")).isNotEmpty();
    }

    @Test
    void aRenameEmbedsNothing() {
        List<String> text = paragraphs(PARAGRAPHS, -1);
        process(parsed("old/a.md", 1, text, Acl.everyone()));
        embedder.embedded.clear();

        process(removed("old/a.md", 2));
        process(parsed("new/a.md", 2, text, Acl.everyone()));

        assertThat(embedder.embedded).isEmpty();
        assertThat(search("river3"))
                .extracting(hit -> hit.facts().document().nativeId())
                .containsOnly("new/a.md");
    }

    @Test
    void aChangedRightIsNoEmbedding() {
        List<String> text = paragraphs(3, -1);
        process(parsed("a.md", 1, text, Acl.everyone()));
        embedder.embedded.clear();

        process(parsed("a.md", 2, text, new Acl(Set.of("group:board"))));

        assertThat(embedder.embedded).isEmpty();
        assertThat(search("river1")).isEmpty();
    }

    @Test
    void whatIsRemovedIsGoneAndALateVersionDoesNotBringItBack() {
        process(parsed("a.md", 2, paragraphs(2, -1), Acl.everyone()));
        process(removed("a.md", 3));
        said.clear();

        process(parsed("a.md", 1, paragraphs(2, -1), Acl.everyone()));

        assertThat(search("river1")).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void aRemovalIsSaidToBeDone() {
        process(parsed("a.md", 1, paragraphs(2, -1), Acl.everyone()));
        process(removed("a.md", 2));
        assertThat(said.getLast()).isInstanceOf(DocumentUnindexed.class);
    }

    @Test
    void whatWasRemovedIsGoneEvenIfWhatCameBackCannotBeIndexed() {
        process(parsed("a.md", 1, paragraphs(2, -1), Acl.everyone()));
        DocumentParsed cameBack = withoutItsText(parsed("a.md", 3, paragraphs(3, -1), Acl.everyone()), 2);
        assertThatThrownBy(() -> process(cameBack)).isInstanceOf(MissingContentException.class);
        assertThat(search("river1")).isEmpty();
    }

    @Test
    void norDoesAVersionFromBeforeTheRemovalComeByTheOtherLaneAfterwards() {
        DocumentParsed cameBack = withoutItsText(parsed("a.md", 3, paragraphs(3, -1), Acl.everyone()), 2);
        assertThatThrownBy(() -> process(cameBack)).isInstanceOf(MissingContentException.class);

        process(parsed("a.md", 1, paragraphs(2, -1), Acl.everyone()));

        assertThat(search("river1")).isEmpty();
    }

    private static DocumentParsed withoutItsText(DocumentParsed event, long removedVersion) {
        DocumentVersion document = event.document();
        DocumentVersion cameBack = new DocumentVersion(
                document.documentId(),
                document.tenant(),
                document.source(),
                document.nativeId(),
                document.version(),
                document.connector(),
                document.uri(),
                document.title(),
                document.acl(),
                document.metadata(),
                document.sourceTime(),
                document.changedAt(),
                document.capturedAt(),
                null,
                removedVersion);
        return new DocumentParsed(
                cameBack,
                event.content(),
                new ContentReference("0".repeat(64), 1),
                event.mediaType(),
                event.language(),
                event.pages(),
                event.parsedAt(),
                event.parseMillis(),
                event.warnings());
    }

    private void process(ParseEvent event) {
        stage.process(List.of(event), (topic, outcome) -> {
            assertThat(topic).isEqualTo(Topic.INDEXED);
            said.add(outcome);
        });
    }

    private List<Hit> search(String words) {
        return index.search(new SearchRequest(
                new Access(TENANT, Set.of(), false), words, null, SearchMode.KEYWORD, SearchFilter.none(), 10));
    }

    private static List<String> paragraphs(int count, int edited) {
        return IntStream.range(0, count)
                .mapToObj(i -> "This is what stands in the paragraph about river" + i
                        + (i == edited ? ", which somebody edited later on" : "") + ". It has a second sentence too.")
                .toList();
    }

    private DocumentParsed parsed(String nativeId, long version, List<String> paragraphs, @Nullable Acl acl) {
        StringBuilder markdown = new StringBuilder();
        List<Block> blocks = new ArrayList<>();
        for (String paragraph : paragraphs) {
            blocks.add(new Block(Kind.PARAGRAPH, 0, markdown.length(), markdown.length() + paragraph.length()));
            markdown.append(paragraph).append("\n\n");
        }
        ParsedText text = new ParsedText(
                "text/markdown", null, "en", markdown.toString(), blocks, List.of(), Map.of(), List.of());
        DocumentVersion document = new DocumentVersion(
                new DocumentKey(TENANT, "source", nativeId).documentId(),
                TENANT,
                "source",
                nativeId,
                version,
                "folder",
                "file:///" + nativeId,
                null,
                acl,
                Map.of(),
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        return new DocumentParsed(
                document,
                store.put(TENANT, markdown.toString().getBytes(StandardCharsets.UTF_8)),
                store.put(TENANT, text.toJson()),
                "text/markdown",
                "en",
                null,
                Instant.EPOCH,
                1,
                List.of());
    }

    private static DocumentRemoved removed(String nativeId, long version) {
        return new DocumentRemoved(
                new DocumentKey(TENANT, "source", nativeId).documentId(),
                TENANT,
                "source",
                nativeId,
                version,
                "folder",
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
