/** How a stage of the pipeline hangs between two topics: at least once, newest version first, outages wait. */
@NullMarked
package dev.tributary.platform.stage;

import org.jspecify.annotations.NullMarked;
