package dev.tributary.local;

/** A command cannot do what it was asked; the message is all that the person at the terminal needs. */
final class CommandFailure extends RuntimeException {

    CommandFailure(String message) {
        super(message);
    }
}
