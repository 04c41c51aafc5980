/** The pipeline's own code in a made-up world, where every random thing that happens follows from one seed. */
@NullMarked
package dev.tributary.bench.simulation;

import org.jspecify.annotations.NullMarked;
