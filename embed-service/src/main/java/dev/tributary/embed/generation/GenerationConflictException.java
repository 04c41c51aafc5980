package dev.tributary.embed.generation;

/** What is asked of a generation does not go with its state; the message says what would. */
final class GenerationConflictException extends RuntimeException {

    GenerationConflictException(String message) {
        super(message);
    }
}
