package dev.tributary.index.starter;

import dev.tributary.platform.start.ConfigurationException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How documents are cut. Part of the {@link dev.tributary.index.Generation}: another value makes another index.
 *
 * @param maxTokens the most that a chunk may have, in the embedding model's own tokens, title and headings included;
 *     32 to 4096, and not more than the model reads
 */
@ConfigurationProperties(prefix = "tributary.chunking", ignoreUnknownFields = false)
public record ChunkingProperties(@DefaultValue("200") int maxTokens) {

    static final String MAX_TOKENS = "tributary.chunking.max-tokens";
    static final int LEAST = 32;
    private static final int MOST = 4096;

    public ChunkingProperties {
        if (maxTokens < LEAST || maxTokens > MOST) {
            throw new ConfigurationException(MAX_TOKENS, maxTokens, LEAST + " to " + MOST);
        }
    }

    /** The chunker with its settings, for the generation. */
    public String fingerprint() {
        return "blocks-1/" + maxTokens;
    }
}
