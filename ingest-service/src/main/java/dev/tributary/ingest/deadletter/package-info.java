/** What the stages gave up: listed, explained, published again, dropped. */
@NullMarked
package dev.tributary.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
