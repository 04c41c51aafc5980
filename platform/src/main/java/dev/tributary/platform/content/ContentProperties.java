package dev.tributary.platform.content;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where bytes and texts are kept.
 *
 * @param directory shared by ingest-service and embed-service
 */
@Validated
@ConfigurationProperties(prefix = "tributary.content", ignoreUnknownFields = false)
record ContentProperties(
        @NotNull @DefaultValue("data/content") Path directory) {}
