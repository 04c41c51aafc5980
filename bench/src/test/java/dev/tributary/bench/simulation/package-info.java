@NullMarked
package dev.tributary.bench.simulation;

import org.jspecify.annotations.NullMarked;
