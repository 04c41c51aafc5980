/** The side that trusts: worker processes, their limits, and what happens when one dies. */
@NullMarked
package dev.tributary.parser.pool;

import org.jspecify.annotations.NullMarked;
