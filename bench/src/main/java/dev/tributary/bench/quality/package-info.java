/** How good the answers are, on questions whose answers are known. */
@NullMarked
package dev.tributary.bench.quality;

import org.jspecify.annotations.NullMarked;
