package dev.tributary.ingest.source;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What to read documents from.
 *
 * @param sources settings by the source's name; {@code connector} says what kind it is. For all kinds: {@code rescan}
 *     (5m), {@code max-bytes} ({@code tributary.ingest.max-bytes}) and {@code mass-deletion} (hold, or allow)
 */
@ConfigurationProperties("tributary")
record SourcesProperties(@DefaultValue Map<String, Map<String, String>> sources) {}
