@NullMarked
package dev.tributary.local.architecture;

import org.jspecify.annotations.NullMarked;
