package dev.tributary.query.model;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Chat models that are configured at run time.
 *
 * @param secrets directory of the files in which models' keys may be
 * @param startTimeout how long a start waits for Kafka to say which models there are
 * @param breakerCalls a model rests when half of its last calls failed, as many as this looked at, half as many at least
 * @param breakerPause how long it rests
 */
@Validated
@ConfigurationProperties(prefix = "tributary.models", ignoreUnknownFields = false)
record ModelProperties(
        @DefaultValue("/run/secrets") Path secrets,
        @DefaultValue("5s") Duration startTimeout,
        @DefaultValue("6") @Min(2) @Max(1000) int breakerCalls,
        @DefaultValue("30s") Duration breakerPause) {

    ModelProperties {
        if (startTimeout.isNegative()) {
            throw new IllegalArgumentException("tributary.models.start-timeout must not be negative");
        }
        if (breakerPause.isNegative() || breakerPause.isZero()) {
            throw new IllegalArgumentException("tributary.models.breaker-pause must be positive, for instance 30s");
        }
    }
}
