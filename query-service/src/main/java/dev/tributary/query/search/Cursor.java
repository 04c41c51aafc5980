package dev.tributary.query.search;

import dev.tributary.platform.web.InvalidRequestException;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a search starts. It holds for the query that it was made for, and for the generation of the index
 * that answered it; between two pages the index may change, and then a hit may be missed or met again.
 */
record Cursor(int offset, int query, int generation) {

    private static final int BYTES = 3 * Integer.BYTES;

    static Cursor at(int offset, Query query, String generation) {
        return new Cursor(offset, fingerprint(query), generation.hashCode());
    }

    /**
     * @return null for the first page
     * @throws InvalidRequestException if it is none, or of another query
     */
    static @Nullable Cursor of(@Nullable String encoded, Query query) {
        if (encoded == null) {
            return null;
        }
        Cursor cursor = decode(encoded);
        if (cursor == null || cursor.offset < 0 || cursor.query != fingerprint(query)) {
            throw new InvalidRequestException(
                    "cursor", encoded, "the nextCursor of a page of the same query, mode and filter, or no cursor");
        }
        return cursor;
    }

    /** @throws InvalidRequestException if the page before was from another generation, whose order was another one */
    void checkGeneration(String answering) {
        if (generation != answering.hashCode()) {
            throw new InvalidRequestException(
                    "cursor", encoded(), "no cursor: the index was replaced after that page, start with the first one");
        }
    }

    String encoded() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putInt(offset)
                .putInt(query)
                .putInt(generation)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static @Nullable Cursor decode(String encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
            return bytes.remaining() == BYTES ? new Cursor(bytes.getInt(), bytes.getInt(), bytes.getInt()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The same in every process, so of names and not of identities. */
    private static int fingerprint(Query query) {
        return 31 * (31 * query.text().hashCode() + query.mode().name().hashCode())
                + query.filter().hashCode();
    }
}
