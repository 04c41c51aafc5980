package dev.tributary.ingest.parse;

import dev.tributary.content.ContentStore;
import dev.tributary.content.ContentStore.MissingContentException;
import dev.tributary.content.ParsedText;
import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentCaptured;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts that were parsed before. A text is a function of the bytes and of what hints at their format, so a rename, a
 * copy, a changed right, or a replay of the log costs no parsing.
 */
final class ParsedTexts {

    private final ContentStore store;

    ParsedTexts(ContentStore store) {
        this.store = store;
    }

    /** A text and where it is kept. */
    record Stored(ContentReference reference, ParsedText text) {}

    Optional<Stored> find(DocumentCaptured captured) {
        Optional<ContentReference> reference = store.linked(captured.tenant(), link(captured));
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Stored(reference.get(), ParsedText.fromJson(store.read(captured.tenant(), reference.get()))));
        } catch (MissingContentException sweptMeanwhile) {
            return Optional.empty();
        }
    }

    Stored keep(DocumentCaptured captured, ParsedText text) {
        ContentReference reference = store.put(captured.tenant(), text.toJson());
        store.link(captured.tenant(), link(captured), reference);
        return new Stored(reference, text);
    }

    private static String link(DocumentCaptured captured) {
        String hints = ending(captured.fileName()) + "\n" + captured.mediaType();
        return "parsed/" + ParsedText.FORMAT + "/" + captured.content().sha256() + "-" + shortHash(hints);
    }

    private static String ending(@Nullable String fileName) {
        int dot = fileName == null ? -1 : fileName.lastIndexOf('.');
        return fileName == null || dot < 0 ? "" : fileName.substring(dot).toLowerCase(Locale.ROOT);
    }

    private static String shortHash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
