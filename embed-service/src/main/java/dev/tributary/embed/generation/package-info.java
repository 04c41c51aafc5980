/** Generations of the index: started, watched, activated, dropped. */
@NullMarked
package dev.tributary.embed.generation;

import org.jspecify.annotations.NullMarked;
