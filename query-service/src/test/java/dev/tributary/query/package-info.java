@NullMarked
package dev.tributary.query;

import org.jspecify.annotations.NullMarked;
