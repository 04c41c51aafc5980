package dev.tributary.ingest.parse;

import dev.tributary.parser.ParserSettings;
import dev.tributary.parser.TextLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How files are parsed.
 *
 * @param workDirectory for the files of the worker processes
 * @param workers processes that parse, each one file at a time
 * @param heap of each worker; a file that needs more is rejected
 * @param timeout for one file
 * @param maxBytes the largest file that is tried
 * @param maxTemporaryBytes disk that a worker may use while it unpacks one file
 * @param documentsPerWorker after so many files a worker is replaced
 */
@Validated
@ConfigurationProperties(prefix = "tributary.parse", ignoreUnknownFields = false)
record ParseProperties(
        @NotNull @DefaultValue("data/parse") Path workDirectory,
        @Min(1) @Max(64) @DefaultValue("2") int workers,
        @NotNull @DefaultValue("512MB") DataSize heap,
        @NotNull @DefaultValue("60s") Duration timeout,
        @NotNull @DefaultValue("256MB") DataSize maxBytes,
        @NotNull @DefaultValue("1GB") DataSize maxTemporaryBytes,
        @Min(1) @DefaultValue("2000") int documentsPerWorker) {

    ParserSettings settings() {
        return new ParserSettings(
                workDirectory,
                workers,
                heap.toBytes(),
                timeout,
                maxBytes.toBytes(),
                maxTemporaryBytes.toBytes(),
                documentsPerWorker,
                TextLimits.DEFAULT,
                null);
    }
}
