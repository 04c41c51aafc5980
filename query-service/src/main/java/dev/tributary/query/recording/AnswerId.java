package dev.tributary.query.recording;

import com.fasterxml.uuid.Generators;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of answers: UUIDs of version 7, which carry the moment of asking. */
public final class AnswerId {

    private static final int TIME_BASED = 7;

    /** A UUID, or 32 hexadecimal digits behind what OpenAI's clients know an answer by. */
    private static final Pattern FORM = Pattern.compile(
            "(?:chatcmpl-|resp_)?(\\p{XDigit}{8})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{12})");

    private AnswerId() {}

    public static UUID next() {
        return Generators.timeBasedEpochGenerator().generate();
    }

    /** The id that a client names in any of its forms; nothing if no answer can have it. */
    public static Optional<UUID> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(UUID.fromString(form.replaceFirst("$1-$2-$3-$4-$5")))
                        .filter(id -> id.version() == TIME_BASED)
                : Optional.empty();
    }

    /** When the answer was asked for. */
    public static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
