package dev.tributary.ingest;

import dev.tributary.platform.start.WritableDirectory;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How documents are captured.
 *
 * @param roles what this process does
 * @param directory where the catalog and the answers to pushes are kept; both can be lost, the catalog is made again
 * @param instance names this process to Kafka: when a second one comes up under the same name, Kafka refuses the first
 * @param maxPending connectors wait while more documents than this wait for the stages behind them; pushes do not wait
 * @param expressPending how many documents of a source may wait where edits go; the rest takes the bulk topics
 * @param maxBytes the largest document to take, unless a source says otherwise
 * @param pushTimeout how long a push waits for Kafka before it is told to come again
 */
@Validated
@ConfigurationProperties("tributary.ingest")
public record IngestProperties(
        @NotEmpty @DefaultValue({"connect", "parse"}) Set<IngestRole> roles,
        @NotNull @DefaultValue("data/ingest") Path directory,

        @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") @DefaultValue("ingest-1")
        String instance,

        @Min(1) @DefaultValue("2000") long maxPending,
        @Min(1) @DefaultValue("20") long expressPending,
        @NotNull @DefaultValue("100MB") DataSize maxBytes,
        @NotNull @DefaultValue("10s") Duration pushTimeout) {

    public IngestProperties {
        roles = Set.copyOf(roles);
    }

    /** A file in {@link #directory}, which is made if it is missing. */
    public Path file(String name) {
        return WritableDirectory.require("tributary.ingest.directory", directory)
                .resolve(name);
    }
}
