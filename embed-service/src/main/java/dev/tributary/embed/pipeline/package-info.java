/** From parsed documents to searchable ones. */
@NullMarked
package dev.tributary.embed.pipeline;

import org.jspecify.annotations.NullMarked;
