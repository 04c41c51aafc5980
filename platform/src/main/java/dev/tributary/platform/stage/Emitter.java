package dev.tributary.platform.stage;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.events.Topic;

/** Takes what a stage has to say about the batch at hand. Safe for use by several threads. */
@FunctionalInterface
public interface Emitter {

    /** The event is on its way when this returns, and acknowledged before the batch counts as done. */
    void emit(Topic topic, Event event);

    /**
     * Asked before something long is begun.
     *
     * @throws dev.tributary.events.OutageException if nothing more is to be begun, because the service stops or the batch
     *     has had its time. What is {@link #done} by then is not repeated; the rest comes again.
     */
    default void proceed() {}

    /** The event's effects are there but for the acknowledgements: it need not come again if the batch ends early. */
    default void done(DocumentEvent event) {}
}
