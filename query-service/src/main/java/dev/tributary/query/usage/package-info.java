/** What answers cost, by day, caller and model. */
@NullMarked
package dev.tributary.query.usage;

import org.jspecify.annotations.NullMarked;
