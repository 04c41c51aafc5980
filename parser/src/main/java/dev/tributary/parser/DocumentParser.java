package dev.tributary.parser;

/** Turns a file into text. Safe for use by several threads. */
public interface DocumentParser extends AutoCloseable {

    /**
     * Reads one file; blocks until it is done, at most the time limit of the settings plus the wait for a free worker.
     *
     * @return the text, or why there is none; a bad file is never an exception
     * @throws dev.tributary.events.OutageException if the content cannot be fetched or the machinery does not work
     */
    ParseOutcome parse(ParseRequest request);

    /** Ends the workers as they become free; a parse under way ends with its answer or its time limit. */
    @Override
    void close();
}
