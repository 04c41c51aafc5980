package dev.tributary.platform.kafka;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The Kafka cluster that the services talk through.
 *
 * @param bootstrapServers host:port, comma-separated
 * @param partitions of each topic when it is made; never changed afterwards
 * @param replicas of each topic when it is made
 * @param minInSyncReplicas how many replicas must have an event before it counts as taken; null for 2 of three or more
 *     replicas, and 1 of fewer
 * @param compactionLag how long what was replaced or removed may stay in a topic until the broker must drop it; it stays
 *     for a quarter of that at least; of topics when they are made
 * @param answerRetention how long answers and what people think of them are kept; of topics when they are made
 * @param startTimeout how long a start waits for the cluster before it gives up
 * @param client further settings of every Kafka client, for instance {@code security.protocol}
 */
@Validated
@ConfigurationProperties(prefix = "tributary.kafka", ignoreUnknownFields = false)
public record KafkaConnectionProperties(
        @NotNull @Pattern(regexp = "[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*", message = "host:port, comma-separated")
        @DefaultValue("localhost:9092")
        String bootstrapServers,

        @Min(1) @Max(200) @DefaultValue("12") int partitions,
        @Min(1) @Max(9) @DefaultValue("1") short replicas,
        @Nullable @Min(1) @Max(9) Integer minInSyncReplicas,
        @NotNull @DefaultValue("1d") Duration compactionLag,
        @NotNull @DefaultValue("90d") Duration answerRetention,
        @NotNull @DefaultValue("60s") Duration startTimeout,
        @DefaultValue Map<String, String> client) {

    static final String BOOTSTRAP_SERVERS = "tributary.kafka.bootstrap-servers";

    public KafkaConnectionProperties {
        client = Map.copyOf(client);
    }

    int inSyncReplicas() {
        return minInSyncReplicas == null ? (replicas >= 3 ? 2 : 1) : minInSyncReplicas;
    }

    /** What every client of the cluster is made with. */
    public Map<String, Object> clientSettings() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }
}
