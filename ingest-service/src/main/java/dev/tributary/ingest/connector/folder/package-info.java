/** A folder of the local file system as a source. */
@NullMarked
package dev.tributary.ingest.connector.folder;

import org.jspecify.annotations.NullMarked;
