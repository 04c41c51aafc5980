@NullMarked
package dev.tributary.platform.content;

import org.jspecify.annotations.NullMarked;
