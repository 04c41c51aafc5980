/** Topics and the publishing of events. */
@NullMarked
package dev.tributary.platform.kafka;

import org.jspecify.annotations.NullMarked;
