package dev.tributary.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the sources themselves; topic {@code ingest.sources.v1}, keyed by tenant and source. */
public sealed interface SourceEvent extends Event permits SourceEvent.SourceChanged {

    String tenant();

    String source();

    @Override
    default String key() {
        return tenant() + "/" + source();
    }

    /**
     * A source's configuration and how far it was read; the last one is all there is to know.
     *
     * @param connector the kind of connector, for instance {@code folder}
     * @param settings the connector's own settings; a secret is the name of where it can be read, never its value
     * @param checkpoint the connector's own mark of how far it has come; null before the first run has ended
     */
    record SourceChanged(
            String tenant,
            String source,
            String connector,
            Map<String, String> settings,
            @Nullable String checkpoint) implements SourceEvent {

        public SourceChanged {
            settings = Copies.of(settings);
        }
    }
}
