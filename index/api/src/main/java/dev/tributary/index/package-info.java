/** Ports of the index: what is written to it, what is asked of it, and the models that turn text into vectors. */
@NullMarked
package dev.tributary.index;

import org.jspecify.annotations.NullMarked;
