package dev.tributary.events;

import java.util.regex.Pattern;

/**
 * Where bytes are in the tenant's part of the content store: events carry this instead of the bytes.
 *
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits
 * @param size in bytes
 */
public record ContentReference(String sha256, long size) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ContentReference {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + sha256);
        }
        if (size < 0) {
            throw new IllegalArgumentException("negative size: " + size);
        }
    }
}
