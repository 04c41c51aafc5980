/** Finding passages: the search endpoint, and what a request may say. */
@NullMarked
package dev.tributary.query.search;

import org.jspecify.annotations.NullMarked;
