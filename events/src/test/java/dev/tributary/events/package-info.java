@NullMarked
package dev.tributary.events;

import org.jspecify.annotations.NullMarked;
