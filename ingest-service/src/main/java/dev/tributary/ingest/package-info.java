/** Watches sources, captures what changes there, and parses it. */
@NullMarked
package dev.tributary.ingest;

import org.jspecify.annotations.NullMarked;
