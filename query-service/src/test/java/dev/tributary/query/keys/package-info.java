@NullMarked
package dev.tributary.query.keys;

import org.jspecify.annotations.NullMarked;
