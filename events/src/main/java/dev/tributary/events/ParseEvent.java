package dev.tributary.events;

/** What became of captured documents once their text was read; topic {@code docs.parsed.v1}, keyed by document. */
public sealed interface ParseEvent extends Event, DocumentEvent permits DocumentParsed, DocumentRemoved {

    @Override
    default String key() {
        return documentId().toString();
    }
}
