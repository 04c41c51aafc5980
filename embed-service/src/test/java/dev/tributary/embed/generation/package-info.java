@NullMarked
package dev.tributary.embed.generation;

import org.jspecify.annotations.NullMarked;
