/** Programs that hurt real processes, and then compare what the index holds with what it should hold. */
@NullMarked
package dev.tributary.bench.chaos;

import org.jspecify.annotations.NullMarked;
