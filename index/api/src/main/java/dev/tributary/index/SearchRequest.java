package dev.tributary.index;

import dev.tributary.events.Access;
import org.jspecify.annotations.Nullable;

/**
 * A question to the index.
 *
 * @param access whose rights restrict the result; part of the query, never applied afterwards alone
 * @param text the words to look for, in any language and form; never parsed as a query language
 * @param vector the question's vector, of unit length; may be null only for {@link SearchMode#KEYWORD}
 * @param limit how many hits at most, 1 to 1,000
 */
public record SearchRequest(
        Access access, String text, float @Nullable [] vector, SearchMode mode, SearchFilter filter, int limit) {

    public static final int MAX_LIMIT = 1000;

    /** Written out because javac drops the annotation of an array from a compact constructor's parameter. */
    public SearchRequest(
            Access access, String text, float @Nullable [] vector, SearchMode mode, SearchFilter filter, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
        if (vector == null && mode != SearchMode.KEYWORD) {
            throw new IllegalArgumentException("a " + mode + " search needs a vector");
        }
        this.access = access;
        this.text = text;
        this.vector = vector;
        this.mode = mode;
        this.filter = filter;
        this.limit = limit;
    }
}
