package dev.tributary.ingest.connector;

import dev.tributary.platform.start.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * One source as configured.
 *
 * @param source its name
 * @param values what stands under {@code tributary.sources.<name>}
 */
public record SourceSettings(String source, Map<String, String> values) {

    private static final Set<String> COMMON = Set.of("connector", "rescan", "max-bytes", "mass-deletion");

    public SourceSettings {
        values = Map.copyOf(values);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Comma-separated values, without blanks. */
    public List<String> list(String name) {
        return text(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** How long to wait between two full listings. */
    public Duration rescan() {
        try {
            Duration rescan = text("rescan").map(DurationStyle::detectAndParse).orElse(Duration.ofMinutes(5));
            if (rescan.isPositive()) {
                return rescan;
            }
        } catch (IllegalArgumentException malformed) {
            throw invalid("rescan", "a duration such as 5m or 1h", malformed);
        }
        throw invalid("rescan", "a duration above 0, such as 5m", null);
    }

    /** The largest document to take, in bytes. */
    public long maxBytes(DataSize standard) {
        try {
            long bytes = text("max-bytes").map(DataSize::parse).orElse(standard).toBytes();
            if (bytes > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            throw invalid("max-bytes", "a size such as 100MB", malformed);
        }
        throw invalid("max-bytes", "a size above 0, such as 100MB", null);
    }

    /** Whether a listing that lacks most of the source's documents is believed. */
    public boolean massDeletionAllowed() {
        return switch (text("mass-deletion").orElse("hold")) {
            case "hold" -> false;
            case "allow" -> true;
            default -> throw invalid("mass-deletion", "hold or allow", null);
        };
    }

    /** @throws ConfigurationException if a setting has a name that is neither common to all sources nor one of these */
    public void allowOnly(Set<String> own) {
        for (String name : values.keySet()) {
            if (!COMMON.contains(name) && !own.contains(name)) {
                Set<String> allowed = new TreeSet<>(COMMON);
                allowed.addAll(own);
                throw invalid(name, "one of these settings: " + String.join(", ", allowed), null);
            }
        }
    }

    /** An exception that names the property, its value and what is allowed. */
    public ConfigurationException invalid(
            String name, String allowed, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ConfigurationException("tributary.sources." + source + "." + name, values.get(name), allowed, cause);
    }
}
