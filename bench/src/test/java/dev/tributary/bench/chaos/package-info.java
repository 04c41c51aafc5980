@NullMarked
package dev.tributary.bench.chaos;

import org.jspecify.annotations.NullMarked;
