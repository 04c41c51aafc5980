package dev.tributary.platform.description;

import org.jspecify.annotations.Nullable;

/**
 * An error as in RFC 9457.
 *
 * @param detail what was wrong and what to do
 * @param field the field or parameter that was wrong
 * @param allowed what it may hold: a text or a list
 */
record Problem(
        @Nullable String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @Nullable String field,
        @Nullable Object allowed) {}
