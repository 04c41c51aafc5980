/** The port to the places where documents live. */
@NullMarked
package dev.tributary.ingest.connector;

import org.jspecify.annotations.NullMarked;
