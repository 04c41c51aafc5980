/** Sources as configured, and what reads each of them from first listing to last change. */
@NullMarked
package dev.tributary.ingest.source;

import org.jspecify.annotations.NullMarked;
