/** How much a caller may ask for: requests, tokens, money. */
@NullMarked
package dev.tributary.query.limit;

import org.jspecify.annotations.NullMarked;
