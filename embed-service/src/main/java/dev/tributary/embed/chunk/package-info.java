/** Cuts a parsed text along its structure into the pieces that are embedded, found and cited. Pure functions. */
@NullMarked
package dev.tributary.embed.chunk;

import org.jspecify.annotations.NullMarked;
