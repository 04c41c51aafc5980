package dev.tributary.index.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.content.ParsedText;
import dev.tributary.index.ChunkIndex;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Generation;
import dev.tributary.index.lucene.LuceneChunkIndex;
import dev.tributary.index.onnx.OnnxEmbedder;
import dev.tributary.index.qdrant.QdrantChunkIndex;
import dev.tributary.platform.start.ConfigurationException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

final class IndexAutoConfigurationTest {

    private static final String[] OPENAI = {
        "tributary.embedding.provider=openai",
        "tributary.embedding.model=nomic-embed-text",
        "tributary.embedding.base-url=http://localhost:1/v1",
        "tributary.embedding.dimensions=768"
    };

    /** Nothing follows Kafka here: what is not known to be chosen is the configured generation. */
    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(IndexAutoConfiguration.class))
            .withInitializer(beans -> beans.addBeanFactoryPostProcessor(
                    factory -> ((BeanDefinitionRegistry) factory).removeBeanDefinition("generationFollower")));

    @Test
    void defaultsAreQdrantAndAModelInside() {
        context.run(started -> {
            assertThat(started).hasNotFailed();
            OpenGeneration open = configured(started);
            assertThat(open.index()).isInstanceOf(QdrantChunkIndex.class);
            assertThat(open.embedder()).isInstanceOf(OnnxEmbedder.class);
            assertThat(open.fingerprint())
                    .isEqualTo(new Generation(
                                    ParsedText.FORMAT,
                                    "blocks-1/200",
                                    open.embedder().model(),
                                    384)
                            .fingerprint());
            assertThat(started.getBean(IndexProperties.class))
                    .isEqualTo(new IndexProperties(
                            IndexProperties.Type.QDRANT,
                            IndexProperties.Access.WRITE,
                            new IndexProperties.Lucene(Path.of("data/index")),
                            new IndexProperties.Qdrant(
                                    "localhost", 6334, null, false, Duration.ofSeconds(10), "tributary")));
            assertThat(started.getBean(EmbeddingProperties.class))
                    .isEqualTo(new EmbeddingProperties(
                            EmbeddingProperties.Provider.ONNX,
                            "all-minilm-l6-v2-q",
                            URI.create("https://api.openai.com/v1"),
                            null,
                            null,
                            null,
                            Duration.ofSeconds(30),
                            "",
                            "",
                            8191));
        });
    }

    @Test
    void everyPropertyIsBound() {
        context.withPropertyValues(
                        "tributary.index.type=qdrant",
                        "tributary.index.access=read",
                        "tributary.index.lucene.directory=/var/lib/index",
                        "tributary.index.qdrant.host=qdrant.example",
                        "tributary.index.qdrant.port=7334",
                        "tributary.index.qdrant.api-key=key",
                        "tributary.index.qdrant.tls=true",
                        "tributary.index.qdrant.timeout=3s",
                        "tributary.index.qdrant.collection-prefix=team",
                        "tributary.embedding.provider=openai",
                        "tributary.embedding.model=e5",
                        "tributary.embedding.base-url=http://localhost:11434/v1",
                        "tributary.embedding.api-key=other",
                        "tributary.embedding.dimensions=1024",
                        "tributary.embedding.timeout=5s",
                        "tributary.embedding.query-prefix=query:",
                        "tributary.embedding.passage-prefix=passage:",
                        "tributary.embedding.max-tokens=512",
                        "tributary.chunking.max-tokens=300")
                .run(started -> {
                    assertThat(started.getBean(IndexProperties.class))
                            .isEqualTo(new IndexProperties(
                                    IndexProperties.Type.QDRANT,
                                    IndexProperties.Access.READ,
                                    new IndexProperties.Lucene(Path.of("/var/lib/index")),
                                    new IndexProperties.Qdrant(
                                            "qdrant.example", 7334, "key", true, Duration.ofSeconds(3), "team")));
                    assertThat(started.getBean(EmbeddingProperties.class))
                            .isEqualTo(new EmbeddingProperties(
                                    EmbeddingProperties.Provider.OPENAI,
                                    "e5",
                                    URI.create("http://localhost:11434/v1"),
                                    "other",
                                    null,
                                    1024,
                                    Duration.ofSeconds(5),
                                    "query:",
                                    "passage:",
                                    512));
                    assertThat(configured(started).fingerprint())
                            .isEqualTo(new Generation(
                                            ParsedText.FORMAT, "blocks-1/300", "openai/e5/512/passage:/query:", 1024)
                                    .fingerprint());
                });
    }

    @Test
    void anEmbeddedIndexIsADirectoryForEachGeneration(@TempDir Path directory) {
        context.withPropertyValues(OPENAI)
                .withPropertyValues("tributary.index.type=lucene", "tributary.index.lucene.directory=" + directory)
                .run(started -> {
                    ChunkIndex index = configured(started).index();
                    assertThat(index).isInstanceOf(LuceneChunkIndex.class);
                    index.write(List.of(new DocumentWrite.Remove(new UUID(1, 1), "acme", 1)));
                    assertThat(directory.resolve(configured(started).fingerprint()))
                            .isDirectory();
                });
    }

    @Test
    void aReaderOfAnEmbeddedIndexNeedsNoIndexYet(@TempDir Path directory) {
        context.withPropertyValues(OPENAI)
                .withPropertyValues(
                        "tributary.index.type=lucene",
                        "tributary.index.access=read",
                        "tributary.index.lucene.directory=" + directory)
                .run(started -> assertThat(configured(started).index().statistics())
                        .isEqualTo(new ChunkIndex.IndexStatistics(0, 0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tributary.chunking.max-tokens           | 31        | 32 to 4096
            tributary.chunking.max-tokens           | 4097      | 32 to 4096
            tributary.index.qdrant.port             | 0         | 1 to 65535
            tributary.index.qdrant.host             | http://q  | a host name or address
            tributary.index.qdrant.timeout          | 0s        | a duration above zero
            tributary.index.qdrant.collection-prefix| a/b       | letters, digits
            tributary.embedding.model               | gpt-9     | all-minilm-l6-v2-q
            tributary.embedding.base-url            | ftp://x/v1| a URL such as
            tributary.embedding.dimensions          | 0         | the length of the vectors
            tributary.embedding.api-key-ref         | env:HOME  | _API_KEY
            tributary.embedding.api-key-ref         | file:/run/secrets/../../etc/passwd | /run/secrets/
            tributary.embedding.timeout             | -1s       | a duration above zero
            tributary.embedding.max-tokens          | 8         | at least 32
            """)
    void aWrongValueStopsTheStart(String property, String value, String allowed) {
        context.withPropertyValues(property + "=" + value)
                .run(started -> assertThat(configurationFailure(started.getStartupFailure()))
                        .hasMessageContaining(property + " is '")
                        .hasMessageContaining("Allowed: ")
                        .hasMessageContaining(allowed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tributary.index.type=elastic",
                "tributary.index.access=append",
                "tributary.index.qdrant.hots=q",
                "tributary.embedding.provider=tea-leaves",
                "tributary.chunking.size=3"
            })
    void aWordThatMeansNothingStopsTheStart(String setting) {
        context.withPropertyValues(setting).run(started -> assertThat(started).hasFailed());
    }

    @Test
    void aServerModelNeedsItsDimensions() {
        context.withPropertyValues("tributary.embedding.provider=openai")
                .run(started -> assertThat(configurationFailure(started.getStartupFailure()))
                        .hasMessageContaining("tributary.embedding.dimensions is not set"));
    }

    @Test
    void chunksLongerThanTheModelReadsStopTheStart() {
        context.withPropertyValues(OPENAI)
                .withPropertyValues("tributary.embedding.max-tokens=512", "tributary.chunking.max-tokens=600")
                .run(started -> assertThat(configurationFailure(started.getStartupFailure()))
                        .hasMessageContaining("tributary.chunking.max-tokens is ")
                        .hasMessageContaining("Allowed: 32 to 512, which is what the embedding model reads"));
    }

    @Test
    void aDirectoryThatCannotBeMadeStopsTheStartOfWhoWritesThere(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("index"));
        String[] lucene = {"tributary.index.type=lucene", "tributary.index.lucene.directory=" + file};

        context.withPropertyValues(lucene)
                .withPropertyValues("tributary.index.access=write")
                .run(started -> assertThat(configurationFailure(started.getStartupFailure()))
                        .hasMessageContaining("tributary.index.lucene.directory is '" + file + "'"));
        context.withPropertyValues(lucene)
                .withPropertyValues("tributary.index.access=read")
                .run(started -> assertThat(started).hasNotFailed());
    }

    private static OpenGeneration configured(ApplicationContext started) {
        Generations generations = started.getBean(Generations.class);
        generations.settle();
        return generations.with(open -> open);
    }

    private static @Nullable Throwable configurationFailure(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof ConfigurationException)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
