package dev.tributary.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentIndexed;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentUnindexed;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CatalogDocumentTest {

    private static final DocumentKey KEY = new DocumentKey("default", "docs", "a.txt");
    private static final UUID ID = KEY.documentId();
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final ContentReference CONTENT = new ContentReference("0".repeat(64), 1);

    /** Version 1 indexed, 2 rejected, 3 removed, 4 indexed. */
    private static final List<Catalog.Seen> LIFE = List.of(
            new Catalog.Seen(Topic.CAPTURED, captured(1)),
            new Catalog.Seen(Topic.PARSED, parsed(1)),
            new Catalog.Seen(Topic.INDEXED, indexed(1)),
            new Catalog.Seen(Topic.CAPTURED_BULK, captured(2)),
            new Catalog.Seen(Topic.INDEXED, rejected(2)),
            new Catalog.Seen(Topic.CAPTURED, removed(3)),
            new Catalog.Seen(Topic.PARSED, removed(3)),
            new Catalog.Seen(Topic.INDEXED, unindexed(3)),
            new Catalog.Seen(Topic.CAPTURED, captured(4)),
            new Catalog.Seen(Topic.PARSED, parsed(4)),
            new Catalog.Seen(Topic.INDEXED, indexed(4)));

    @Example
    void everyStepHasItsState() {
        assertThat(after(LIFE.subList(0, 1)).waitsFor()).isEqualTo(Stage.PARSE);
        assertThat(after(LIFE.subList(0, 2)).waitsFor()).isEqualTo(Stage.INDEX);
        assertThat(after(LIFE.subList(0, 3)).state()).isEqualTo(DocumentState.INDEXED);
        assertThat(after(LIFE.subList(0, 5)).stale()).isTrue();
        assertThat(after(LIFE.subList(0, 5)).lastGoodVersion()).isEqualTo(1);
        assertThat(after(LIFE.subList(0, 6)).waitsFor()).isEqualTo(Stage.PARSE);
        assertThat(after(LIFE.subList(0, 7)).waitsFor()).isEqualTo(Stage.INDEX);
        assertThat(after(LIFE.subList(0, 8)).waitsFor()).isNull();
        assertThat(after(LIFE.subList(0, 8)).lastGoodVersion()).isZero();
        assertThat(after(LIFE).state()).isEqualTo(DocumentState.INDEXED);
    }

    @Property(tries = 100)
    void orderAndRepetitionMakeNoDifference(@ForAll("lives") List<Catalog.Seen> events) {
        assertThat(after(events)).isEqualTo(after(LIFE));
    }

    @Provide
    Arbitrary<List<Catalog.Seen>> lives() {
        List<Catalog.Seen> twice = new ArrayList<>(LIFE);
        twice.addAll(LIFE);
        return Arbitraries.shuffle(twice);
    }

    private static CatalogDocument after(List<Catalog.Seen> events) {
        try (Catalog catalog = new Catalog(Path.of(":memory:"))) {
            events.forEach(seen -> catalog.apply(List.of(seen)));
            return catalog.find(ID).orElseThrow();
        }
    }

    private static DocumentVersion version(long version) {
        return new DocumentVersion(
                ID,
                "default",
                "docs",
                "a.txt",
                version,
                "folder",
                "file:///a.txt",
                null,
                null,
                Map.of(),
                null,
                NOW,
                NOW);
    }

    private static DocumentCaptured captured(long version) {
        return new DocumentCaptured(version(version), CONTENT, null, "a.txt", null);
    }

    private static DocumentParsed parsed(long version) {
        return new DocumentParsed(version(version), CONTENT, CONTENT, "text/plain", "en", null, NOW, 1, List.of());
    }

    private static DocumentIndexed indexed(long version) {
        var timings = new DocumentIndexed.Timings(NOW, NOW, NOW, 1, 1, 1, 1);
        return new DocumentIndexed(ID, "default", "docs", "a.txt", version, "g", 1, 1, 0, timings, NOW);
    }

    private static DocumentRejected rejected(long version) {
        return DocumentRejected.of(version(version), Stage.PARSE, RejectionReason.CORRUPT, "Save it again.", null, NOW);
    }

    private static DocumentRemoved removed(long version) {
        return new DocumentRemoved(ID, "default", "docs", "a.txt", version, "folder", NOW, NOW);
    }

    private static DocumentUnindexed unindexed(long version) {
        return new DocumentUnindexed(ID, "default", "docs", "a.txt", version, "g", NOW, NOW);
    }
}
