@NullMarked
package dev.tributary.query.limit;

import org.jspecify.annotations.NullMarked;
