@NullMarked
package dev.tributary.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
