@NullMarked
package dev.tributary.local.description;

import org.jspecify.annotations.NullMarked;
