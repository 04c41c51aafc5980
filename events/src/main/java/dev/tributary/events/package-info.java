/**
 * The contract between the services: one sealed interface a topic, past-tense records, and their form on the wire.
 *
 * <p><b>Compatibility.</b> A topic's events change by addition only: a new component is optional, a component is never
 * renamed, retyped or given another meaning, and a type name is never reused. Readers ignore components they do not
 * know and skip event types they do not know. What cannot be said by addition gets a new topic with the next version
 * number in its name. The golden files under {@code src/test/resources/golden} hold every released form and are only
 * ever added to.
 */
@NullMarked
package dev.tributary.events;

import org.jspecify.annotations.NullMarked;
