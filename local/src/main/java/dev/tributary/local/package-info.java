/** All of Tributary in one process, for a laptop: broker, index, services and page behind one loopback port. */
@NullMarked
package dev.tributary.local;

import org.jspecify.annotations.NullMarked;
