package dev.tributary.ingest.erasure;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How documents are erased.
 *
 * @param deadline by when an erased document is gone from everywhere
 */
@Validated
@ConfigurationProperties(prefix = "tributary.erasure", ignoreUnknownFields = false)
record ErasureProperties(@NotNull @DefaultValue("3d") Duration deadline) {

    static final String DEADLINE = "tributary.erasure.deadline";
}
