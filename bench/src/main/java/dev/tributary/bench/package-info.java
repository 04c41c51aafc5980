/** Benchmarks on real input, against the real process. */
@NullMarked
package dev.tributary.bench;

import org.jspecify.annotations.NullMarked;
