package dev.tributary.platform.stage;

import dev.tributary.events.DocumentEvent;
import dev.tributary.events.Event;
import dev.tributary.events.Stage;
import java.util.List;

/**
 * A step of the pipeline: brings the effects of events about and says what comes of them.
 *
 * @param <E> the sealed interface of the topic it reads
 */
public interface DocumentStage<E extends Event & DocumentEvent> {

    Stage stage();

    Class<E> eventType();

    /**
     * Brings about the effects of all events, durably, before it returns. The same events may come again, whole or in
     * part, in a later batch; that must change nothing.
     *
     * <p>A document that can never pass is no reason to throw: emit a {@link dev.tributary.events.DocumentRejected} for
     * it. {@link dev.tributary.events.OutageException} lets the whole batch come again later. Anything else that is
     * thrown is held against the document: the events then come one by one, and the one that fails again is rejected.
     *
     * @param batch at most one event a document, the newest known; not empty
     */
    void process(List<E> batch, Emitter emitter);
}
