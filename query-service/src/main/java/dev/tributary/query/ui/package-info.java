/** The page to ask on, and what it needs to know of the index. */
@NullMarked
package dev.tributary.query.ui;

import org.jspecify.annotations.NullMarked;
