package dev.tributary.ingest.connector;

import dev.tributary.platform.start.ConfigurationException;

/** Opens sources of one kind. A kind of source is added by adding such a bean. */
public interface ConnectorFactory {

    /** What {@code tributary.sources.<name>.connector} names it by. */
    String kind();

    /** @throws ConfigurationException if no connector can work with these settings */
    void check(SourceSettings settings);

    /** @throws dev.tributary.events.OutageException if the source is out of reach */
    Connector open(SourceSettings settings);
}
