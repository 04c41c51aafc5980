package dev.tributary.parser;

import dev.tributary.content.ParsedText;
import dev.tributary.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/** What became of a file. */
public sealed interface ParseOutcome {

    /** It has text, or at least a description of itself. */
    record Parsed(ParsedText text) implements ParseOutcome {}

    /**
     * It cannot be made searchable as it is.
     *
     * @param message cause and cure, for a person who knows the document
     * @param mediaType what the file is, as far as that was found out
     */
    record Rejected(
            RejectionReason reason,
            String message,
            @Nullable String mediaType) implements ParseOutcome {}
}
