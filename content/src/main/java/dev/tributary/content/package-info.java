/** Bytes and text that events refer to instead of carrying them (claim check). */
@NullMarked
package dev.tributary.content;

import org.jspecify.annotations.NullMarked;
