package dev.tributary.parser.text;

import dev.tributary.events.RejectionReason;
import dev.tributary.parser.ParseOutcome.Rejected;
import java.io.EOFException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaMemoryLimitException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;
import org.jspecify.annotations.Nullable;

/** Says why a file has no text, and what can be done about it. */
final class Rejections {

    private static final int DEEPEST_CAUSE = 20;

    private Rejections() {}

    static Rejected empty(@Nullable String mediaType) {
        if (mediaType == null) {
            String message = "The file is empty (0 bytes). Check whether it was saved or copied completely.";
            return new Rejected(RejectionReason.EMPTY, message, null);
        }
        String cure = Formats.text(mediaType) == null
                ? "If it shows text, that is a picture of text: run it through text recognition (OCR)."
                : "Nothing but white space was found in it.";
        return new Rejected(
                RejectionReason.EMPTY, "There is no text in this " + Formats.name(mediaType) + ". " + cure, mediaType);
    }

    static Rejected unsupported(String mediaType) {
        return new Rejected(
                RejectionReason.UNSUPPORTED,
                "No text can be read from this " + Formats.name(mediaType)
                        + ". Save it in a common format, for instance PDF, Word, HTML or plain text.",
                mediaType);
    }

    /** @param failure what a parser threw */
    static Rejected of(Throwable failure, String mediaType) {
        String name = Formats.name(mediaType);
        if (has(failure, EncryptedDocumentException.class)
                || has(failure, PasswordRequiredException.class)
                || has(failure, org.apache.poi.EncryptedDocumentException.class)) {
            return new Rejected(
                    RejectionReason.ENCRYPTED,
                    "The " + name + " is encrypted: it needs a password or a key to be opened."
                            + " Save a copy without a password.",
                    mediaType);
        }
        if (mediaType.startsWith("application/pkcs7")) {
            return new Rejected(
                    RejectionReason.ENCRYPTED,
                    "The S/MIME message is encrypted, or its signature is broken: save the message decrypted.",
                    mediaType);
        }
        if (has(failure, UnsupportedFormatException.class) || cause(failure).startsWith("Strict OOXML")) {
            return unsupported(mediaType);
        }
        if (has(failure, ZeroByteFileException.class)) {
            return empty(mediaType);
        }
        if (has(failure, TikaMemoryLimitException.class)) {
            return new Rejected(
                    RejectionReason.TOO_LARGE,
                    "A part of the " + name + " would take too much memory when unpacked (" + cause(failure)
                            + "). Split it into smaller files, or save it anew if it is damaged.",
                    mediaType);
        }
        if (has(failure, StackOverflowError.class)) {
            return new Rejected(
                    RejectionReason.CORRUPT,
                    "The " + name + " is nested too deeply to be read. Open it in its own program and save it anew.",
                    mediaType);
        }
        return failure instanceof LinkageError ? internal(failure, mediaType) : corrupt(failure, name, mediaType);
    }

    private static Rejected corrupt(Throwable failure, String name, String mediaType) {
        String damage = has(failure, EOFException.class) ? "it ends too early" : cause(failure);
        return new Rejected(
                RejectionReason.CORRUPT,
                "The " + name + " is damaged (" + damage + ")."
                        + " Open it in its own program and save it anew, or fetch it again from where it came from.",
                mediaType);
    }

    private static Rejected internal(Throwable failure, String mediaType) {
        return new Rejected(
                RejectionReason.INTERNAL, "The parser for " + mediaType + " is not complete: " + failure, mediaType);
    }

    /** The innermost message on one line, short. */
    static String cause(Throwable failure) {
        Throwable innermost = failure;
        for (int i = 0; i < DEEPEST_CAUSE && innermost.getCause() != null; i++) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        String text = message == null || message.isBlank()
                ? innermost
                        .getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT)
                : Characters.oneLine(message);
        return text.length() <= 160 ? text : text.substring(0, 159) + "…";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    /** The failure and what caused it, as deep as is worth a look: a chain may be a circle. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST_CAUSE);
    }
}
