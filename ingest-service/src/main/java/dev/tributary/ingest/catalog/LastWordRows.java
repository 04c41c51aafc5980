package dev.tributary.ingest.catalog;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import dev.tributary.ingest.catalog.CatalogDocument.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which version of a document the log was told last, where several processes tell it. One that was suspended may wake up
 * and tell it an old version after a new one; compaction would keep the old one, and whoever reads the log from the start
 * would never hear of the new one.
 */
final class LastWordRows {

    private LastWordRows() {}

    /** Takes note of an event; in the order of the log. */
    static void save(JdbcClient sql, Topic topic, DocumentEvent event) {
        subject(Catalog.kind(topic, event))
                .ifPresent(subject -> sql.sql("""
                        INSERT INTO last_word VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET last = excluded.last, newest = max(newest, excluded.newest)""")
                        .params(
                                event.documentId().toString(),
                                subject.name(),
                                topic.name(),
                                event.version(),
                                event.version())
                        .update());
    }

    /** The newest events of documents of which an older one was said last, each with the topic where that was. */
    static List<Catalog.Seen> overridden(JdbcClient sql, int most) {
        List<Overridden> rows = sql.sql("""
                        SELECT document, subject, topic, newest FROM last_word one
                        WHERE last < newest AND NOT EXISTS (SELECT 1 FROM last_word other
                          WHERE other.document = one.document AND other.subject = one.subject
                            AND other.last >= one.newest)
                        LIMIT ?""")
                .param(most)
                .query((row, number) -> new Overridden(
                        UUID.fromString(row.getString(1)),
                        Kind.valueOf(row.getString(2)),
                        Topic.valueOf(row.getString(3)),
                        row.getLong(4)))
                .list();
        return rows.stream()
                .flatMap(row -> newest(sql, row).map(event -> new Catalog.Seen(row.topic(), event)).stream())
                .toList();
    }

    private record Overridden(UUID document, Kind subject, Topic topic, long newest) {}

    private static Optional<Event> newest(JdbcClient sql, Overridden row) {
        return DocumentRows.find(sql, row.document()).stream()
                .flatMap(document -> document.newest().entrySet().stream())
                .filter(known ->
                        subject(known.getKey()).filter(row.subject()::equals).isPresent())
                .map(Map.Entry::getValue)
                .filter(event -> event.version() == row.newest())
                .findAny()
                .map(Event.class::cast);
    }

    /** The next generation of the index has a history of its own. */
    static void forgetIndexed(JdbcClient sql) {
        sql.sql("DELETE FROM last_word WHERE subject = ?")
                .param(Kind.INDEXED.name())
                .update();
    }

    /** What the events of a kind replace each other in; captured events are told by one process, and in transactions. */
    private static Optional<Kind> subject(Kind kind) {
        return switch (kind) {
            case CAPTURED, REMOVED -> Optional.empty();
            case PARSED, REMOVAL_PASSED -> Optional.of(Kind.PARSED);
            case INDEXED, UNINDEXED -> Optional.of(Kind.INDEXED);
            case REJECTED -> Optional.of(Kind.REJECTED);
        };
    }
}
