package dev.tributary.platform.stage;

import dev.tributary.events.Event;
import dev.tributary.events.Topic;

/** Takes what a stage has to say about the batch at hand. Safe for use by several threads. */
@FunctionalInterface
public interface Emitter {

    /** The event is on its way when this returns, and acknowledged before the batch counts as done. */
    void emit(Topic topic, Event event);
}
