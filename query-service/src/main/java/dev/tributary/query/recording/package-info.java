/** Answers on Kafka: writing down what was asked and answered, and finding it again. */
@NullMarked
package dev.tributary.query.recording;

import org.jspecify.annotations.NullMarked;
