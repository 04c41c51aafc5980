package dev.tributary.platform.kafka;

import java.time.Duration;

/** No Kafka cluster answered while the service started. */
public final class KafkaUnreachableException extends RuntimeException {

    KafkaUnreachableException(String bootstrapServers, Duration waited, Throwable cause) {
        super(
                "No Kafka cluster answered at " + bootstrapServers + " within " + waited.toSeconds()
                        + " s (tributary.kafka.bootstrap-servers). Start Kafka, or name the address where it listens.",
                cause);
    }
}
