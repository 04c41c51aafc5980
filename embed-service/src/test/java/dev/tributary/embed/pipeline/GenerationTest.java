package dev.tributary.embed.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embed.chunk.Chunker;
import dev.tributary.index.starter.ChunkingProperties;
import org.junit.jupiter.api.Test;

class GenerationTest {

    @Test
    void theIndexIsNamedAfterTheChunkerThatFillsIt() {
        assertThat(new ChunkingProperties(128).fingerprint()).isEqualTo(new Chunker(128, String::length).fingerprint());
    }
}
