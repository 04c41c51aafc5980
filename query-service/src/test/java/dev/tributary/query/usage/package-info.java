@NullMarked
package dev.tributary.query.usage;

import org.jspecify.annotations.NullMarked;
