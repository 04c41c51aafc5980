/** A real Kafka broker inside a JVM. */
@NullMarked
package dev.tributary.broker;

import org.jspecify.annotations.NullMarked;
