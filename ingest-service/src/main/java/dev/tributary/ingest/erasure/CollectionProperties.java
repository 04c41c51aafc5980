package dev.tributary.ingest.erasure;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How content is collected that no document refers to any more.
 *
 * @param interval between two collections
 * @param grace how long content stays after it was last put or looked up; longer than a capture ever takes
 */
@Validated
@ConfigurationProperties(prefix = "tributary.collection", ignoreUnknownFields = false)
record CollectionProperties(
        @NotNull @DefaultValue("1d") Duration interval,
        @NotNull @DefaultValue("1d") Duration grace) {}
