@NullMarked
package dev.tributary.ingest.parse;

import org.jspecify.annotations.NullMarked;
