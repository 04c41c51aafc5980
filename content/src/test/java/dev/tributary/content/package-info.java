@NullMarked
package dev.tributary.content;

import org.jspecify.annotations.NullMarked;
