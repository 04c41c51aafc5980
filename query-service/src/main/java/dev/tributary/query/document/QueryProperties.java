package dev.tributary.query.document;

import dev.tributary.platform.start.ConfigurationException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param publicUrl where people reach this service; null for the address that a request was sent to */
@ConfigurationProperties("tributary.query")
record QueryProperties(@Nullable URI publicUrl) {

    QueryProperties {
        if (publicUrl != null
                && (publicUrl.getHost() == null
                        || !("https".equals(publicUrl.getScheme()) || "http".equals(publicUrl.getScheme())))) {
            throw new ConfigurationException(
                    "tributary.query.public-url", publicUrl, "a URL such as https://ask.example.com");
        }
    }
}
