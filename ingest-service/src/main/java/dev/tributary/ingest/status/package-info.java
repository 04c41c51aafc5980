/** The API that says what is known, and how far it has come. */
@NullMarked
package dev.tributary.ingest.status;

import org.jspecify.annotations.NullMarked;
