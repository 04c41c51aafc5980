package dev.tributary.index.qdrant;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Qdrant is.
 *
 * @param port of its gRPC interface, 6334 unless configured otherwise (6333 is HTTP)
 * @param apiKey null if the server asks for none
 * @param tls whether to speak TLS; without it an API key travels in the clear
 * @param timeout of each single call
 */
public record QdrantSettings(
        String host, int port, @Nullable String apiKey, boolean tls, Duration timeout) {

    public static final int DEFAULT_PORT = 6334;

    public QdrantSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout);
        }
    }

    String address() {
        return host + ":" + port;
    }

    /** Without the API key. */
    @Override
    public String toString() {
        return "Qdrant at " + address() + (tls ? " (TLS)" : "");
    }
}
