/** The content store that a service uses. */
@NullMarked
package dev.tributary.platform.content;

import org.jspecify.annotations.NullMarked;
