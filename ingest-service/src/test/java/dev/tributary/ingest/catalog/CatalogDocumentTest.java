package dev.tributary.ingest.catalog;

import static dev.tributary.ingest.catalog.OneDocument.ID;
import static dev.tributary.ingest.catalog.OneDocument.captured;
import static dev.tributary.ingest.catalog.OneDocument.indexed;
import static dev.tributary.ingest.catalog.OneDocument.parsed;
import static dev.tributary.ingest.catalog.OneDocument.rejected;
import static dev.tributary.ingest.catalog.OneDocument.removed;
import static dev.tributary.ingest.catalog.OneDocument.unindexed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CatalogDocumentTest {

    /** Version 1 indexed, 2 rejected, 3 removed, 4 indexed. */
    private static final List<Catalog.Seen> LIFE = List.of(
            new Catalog.Seen(Topic.CAPTURED, captured(1)),
            new Catalog.Seen(Topic.PARSED, parsed(1)),
            new Catalog.Seen(Topic.INDEXED, indexed(1, "g")),
            new Catalog.Seen(Topic.CAPTURED_BULK, captured(2)),
            new Catalog.Seen(Topic.INDEXED, rejected(2)),
            new Catalog.Seen(Topic.CAPTURED, removed(3)),
            new Catalog.Seen(Topic.PARSED, removed(3)),
            new Catalog.Seen(Topic.INDEXED, unindexed(3, "g")),
            new Catalog.Seen(Topic.CAPTURED, captured(4)),
            new Catalog.Seen(Topic.PARSED, parsed(4)),
            new Catalog.Seen(Topic.INDEXED, indexed(4, "g")));

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
}
