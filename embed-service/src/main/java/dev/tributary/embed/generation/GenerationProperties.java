package dev.tributary.embed.generation;

import dev.tributary.platform.start.ConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of generations.
 *
 * @param keepFor how long those that were there before are fed and kept after another one was activated, for a rollback
 */
@ConfigurationProperties(prefix = "tributary.generations", ignoreUnknownFields = false)
record GenerationProperties(@DefaultValue("7d") Duration keepFor) {

    GenerationProperties {
        if (keepFor.isNegative()) {
            throw new ConfigurationException(
                    "tributary.generations.keep-for", keepFor, "a duration such as 7d; 0s drops them at once");
        }
    }
}
