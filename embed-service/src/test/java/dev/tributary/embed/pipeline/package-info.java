@NullMarked
package dev.tributary.embed.pipeline;

import org.jspecify.annotations.NullMarked;
