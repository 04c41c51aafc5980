@NullMarked
package dev.tributary.query.search;

import org.jspecify.annotations.NullMarked;
