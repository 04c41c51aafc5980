/** Two models side by side on the same questions. */
@NullMarked
package dev.tributary.query.compare;

import org.jspecify.annotations.NullMarked;
