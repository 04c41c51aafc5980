/** Bytes into the content store, then the event: nothing acknowledged is lost. */
@NullMarked
package dev.tributary.ingest.capture;

import org.jspecify.annotations.NullMarked;
