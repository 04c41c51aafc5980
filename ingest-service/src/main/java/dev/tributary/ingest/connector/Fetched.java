package dev.tributary.ingest.connector;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What a source answers when it is asked for one document. */
public sealed interface Fetched {

    /** The document, open for reading; the caller closes it. */
    non-sealed interface Content extends Fetched, AutoCloseable {

        DocumentFacts facts();

        /** In bytes, as the source says before it is read. */
        long size();

        /**
         * The source's mark of this state, compared for equality only. Null where only the bytes tell: another state
         * could have the same mark.
         */
        @Nullable String revision();

        /** Reads the document once. */
        InputStream bytes();

        /** Whether the document is still what it was when it was opened; asked after reading, before believing. */
        boolean unchanged();

        @Override
        void close();
    }

    /** The source is there, and this document is not in it. */
    record Gone() implements Fetched {}

    /**
     * The document is there and cannot be read.
     *
     * @param message cause and cure
     * @param revision as {@link Content#revision()}
     */
    record Unreadable(
            DocumentFacts facts, String message, @Nullable String revision) implements Fetched {}
}
