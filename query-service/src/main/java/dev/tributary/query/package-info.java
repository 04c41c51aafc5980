/** The query service: search, cited answers, and the page to ask on. */
@NullMarked
package dev.tributary.query;

import org.jspecify.annotations.NullMarked;
