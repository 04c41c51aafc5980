/** Documents that are pushed over HTTP. */
@NullMarked
package dev.tributary.ingest.push;

import org.jspecify.annotations.NullMarked;
