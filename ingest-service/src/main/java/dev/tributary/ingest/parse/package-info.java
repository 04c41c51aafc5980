/** The parse stage: captured bytes become structured text. Role {@code parse}. */
@NullMarked
package dev.tributary.ingest.parse;

import org.jspecify.annotations.NullMarked;
