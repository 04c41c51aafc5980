/** embed-service: parsed text becomes chunks, chunks become vectors, and both go into the index. */
@NullMarked
package dev.tributary.embed;

import org.jspecify.annotations.NullMarked;
