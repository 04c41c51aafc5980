@NullMarked
package dev.tributary.platform.kafka;

import org.jspecify.annotations.NullMarked;
