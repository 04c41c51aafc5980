package dev.tributary.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.Acl;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentVersion;
import dev.tributary.index.Chunk;
import dev.tributary.index.DocumentFacts;
import dev.tributary.index.Hit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextTest {

    private static Hit hit(String document, String heading, int start, String text) {
        DocumentVersion version = new DocumentVersion(
                new DocumentKey("acme", "s", document).documentId(),
                "acme",
                "s",
                document,
                1,
                "folder",
                "file:///" + document,
                null,
                Acl.everyone(),
                Map.of(),
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        Chunk chunk = new Chunk(start, text, List.of(heading), null, start, start + text.length());
        return new Hit(new DocumentFacts(version, document, "text/plain", null), chunk, 0.5);
    }

    private static List<String> texts(List<Passage> passages) {
        return passages.stream().map(Passage::text).toList();
    }

    @Test
    void copiesOfATextCountOnce() {
        List<Hit> hits = List.of(hit("a", "", 0, "same  text"), hit("b", "", 0, "same text"), hit("c", "", 0, "other"));

        assertThat(texts(Context.assemble(hits, 2, 1000))).containsExactly("same  text", "other");
    }

    @Test
    void neighboursBecomeOnePassageAtTheBetterRank() {
        List<Hit> hits = List.of(
                hit("a", "h", 5, "five"),
                hit("b", "h", 0, "between"),
                hit("a", "h", 0, "zero "),
                hit("a", "h", 11, "end"));

        List<Passage> passages = Context.assemble(hits, 8, 1000);

        assertThat(texts(passages)).containsExactly("zero five\n\nend", "between");
        assertThat(passages).extracting(Passage::number).containsExactly(1, 2);
        assertThat(passages.getFirst().chunk().start()).isZero();
        assertThat(passages.getFirst().chunk().end()).isEqualTo(14);
    }

    @Test
    void overlappingNeighboursRepeatNothing() {
        List<Hit> hits = List.of(hit("a", "h", 0, "one two"), hit("a", "h", 4, "two three"));

        assertThat(texts(Context.assemble(hits, 8, 1000))).containsExactly("one two three");
    }

    @Test
    void sectionsStayApart() {
        List<Hit> hits = List.of(hit("a", "one", 0, "x"), hit("a", "two", 1, "y"));

        assertThat(Context.assemble(hits, 8, 1000)).hasSize(2);
    }

    @Test
    void theBudgetHoldsAndTheBestPassageIsCutRatherThanLost() {
        List<Hit> hits = List.of(hit("a", "", 0, "a".repeat(4000)), hit("b", "", 0, "b".repeat(400)));

        List<Passage> passages = Context.assemble(hits, 8, 500);

        assertThat(passages).hasSize(1);
        assertThat(passages.getFirst().text()).hasSize(2000);
        assertThat(passages.getFirst().chunk().end()).isEqualTo(2000);
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(Context.assemble(List.of(), 8, 500)).isEmpty();
    }
}
