/** What is known of every document: a view of the log that can be thrown away. */
@NullMarked
package dev.tributary.ingest.catalog;

import org.jspecify.annotations.NullMarked;
