package dev.tributary.embed.chunk;

import org.jspecify.annotations.Nullable;

/**
 * A piece that stays whole.
 *
 * @param tokens its length
 * @param opens whether a block starts here, so that a chunk starts better here than at a piece within a block
 * @param opening hash of the piece's own first words alone, so that an edit further on changes nothing here
 * @param whole hash of all of the piece, for pieces that begin like others
 * @param header header of the table that the piece is a row of, to be repeated where a chunk starts here
 */
record Unit(
        Span span,
        int tokens,
        boolean opens,
        int opening,
        int whole,
        @Nullable Header header) {

    private static final int OPENING_CHARACTERS = 32;

    /** The first rows of a table, and their length in tokens. */
    record Header(Span span, int tokens) {}

    static Unit of(String markdown, Span span, int tokens, boolean opens, @Nullable Header header) {
        int end = Math.min(span.end(), span.start() + OPENING_CHARACTERS);
        int opening = mix(markdown.substring(span.start(), end).hashCode());
        int whole = mix(span.in(markdown).hashCode());
        return new Unit(span, tokens, opens, opening, whole, header);
    }

    int tokensWithHeader() {
        return header == null ? tokens : tokens + header.tokens();
    }

    /** Spreads similar hashes over all numbers (the finalizer of MurmurHash3). */
    private static int mix(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }
}
