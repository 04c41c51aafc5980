package dev.tributary.query.recording;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is written down of answers.
 *
 * @param record {@code full}, or {@code usage-only} for who asked when, which models answered and what it cost
 */
@ConfigurationProperties(prefix = "tributary.query.answers", ignoreUnknownFields = false)
record AnswerProperties(@DefaultValue("full") Detail record) {

    enum Detail {
        FULL,
        USAGE_ONLY
    }
}
