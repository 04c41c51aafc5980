/** Takes erased documents out of the files of the indexes, and says so. */
@NullMarked
package dev.tributary.embed.erasure;

import org.jspecify.annotations.NullMarked;
