/** How fast questions are answered, and how many at once. */
@NullMarked
package dev.tributary.bench.load;

import org.jspecify.annotations.NullMarked;
