package dev.tributary.index.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.e5smallv2q.E5SmallV2QuantizedEmbeddingModel;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OnnxEmbedderTest {

    private static final List<String> PASSAGES = List.of(
            "Employees get 25 days of leave a year; unused days expire at the end of March.",
            "The database is backed up every night at two o'clock, to another region.",
            "Leave.");

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("all-minilm-l6-v2-q", reference(AllMiniLmL6V2QuantizedEmbeddingModel::new), "", "", 254),
                Arguments.of(
                        "bge-small-en-v15-q",
                        reference(BgeSmallEnV15QuantizedEmbeddingModel::new),
                        "",
                        "Represent this sentence for searching relevant passages: ",
                        510),
                Arguments.of(
                        "e5-small-v2-q",
                        reference(E5SmallV2QuantizedEmbeddingModel::new),
                        "passage: ",
                        "query: ",
                        508));
    }

    @ParameterizedTest
    @MethodSource("models")
    void givesTheVectorsThatLangChain4jGives(
            String model, Supplier<EmbeddingModel> reference, String passagePrefix, String queryPrefix, int maxTokens) {
        EmbeddingModel expected = reference.get();
        try (OnnxEmbedder embedder = OnnxEmbedder.load(model);
                OnnxEmbeddingModel plain = OnnxEmbeddingModel.load(model)) {
            List<float[]> vectors = embedder.embedPassages(PASSAGES);

            assertThat(embedder.dimensions()).isEqualTo(384);
            assertThat(embedder.maxTokens()).isEqualTo(maxTokens);
            assertThat(embedder.model()).startsWith(model + "/int8/");
            for (int i = 0; i < PASSAGES.size(); i++) {
                float[] like = expected.embed(passagePrefix + PASSAGES.get(i))
                        .content()
                        .vector();
                assertThat(cosine(vectors.get(i), like)).isGreaterThan(0.99);
                assertThat(cosine(vectors.get(i), vectors.get(i))).isBetween(0.9999, 1.0001);
            }
            String query = "How many holidays do I have?";
            float[] queryVector = embedder.embedQuery(query);
            assertThat(cosine(
                            queryVector,
                            expected.embed(queryPrefix + query).content().vector()))
                    .isGreaterThan(0.99);
            assertThat(cosine(queryVector, vectors.get(0))).isGreaterThan(cosine(queryVector, vectors.get(1)));
            assertThat(plain.embedAll(List.of(TextSegment.from(passagePrefix + PASSAGES.get(0))))
                            .content()
                            .getFirst()
                            .vector())
                    .isEqualTo(vectors.get(0));
            assertThat(plain.dimension()).isEqualTo(384);
        }
    }

    @Test
    void theSameTextHasTheSameVectorInAnyCompany() {
        try (OnnxEmbedder embedder = OnnxEmbedder.load("all-minilm-l6-v2-q")) {
            float[] alone = embedder.embedPassages(PASSAGES.subList(0, 1)).getFirst();

            List<float[]> together =
                    embedder.embedPassages(Stream.concat(Stream.of("word ".repeat(500)), PASSAGES.stream())
                            .toList());

            assertThat(together.get(1)).isEqualTo(alone);
        }
    }

    @Test
    void whatIsBeyondTheLimitDoesNotChangeTheVector() {
        try (OnnxEmbedder embedder = OnnxEmbedder.load("all-minilm-l6-v2-q")) {
            String full = "word ".repeat(embedder.maxTokens());

            List<float[]> vectors =
                    embedder.embedPassages(List.of(full, full + "and more", "word ".repeat(embedder.maxTokens() - 1)));

            assertThat(embedder.countTokens(full)).isEqualTo(embedder.maxTokens());
            assertThat(vectors.get(1)).isEqualTo(vectors.get(0));
            assertThat(vectors.get(2)).isNotEqualTo(vectors.get(0));
            assertThat(embedder.embedPassages(List.of())).isEmpty();
        }
    }

    @Test
    void anUnknownModelIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> OnnxEmbedder.load("gpt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no in-process embedding model 'gpt'."
                        + " There are: all-minilm-l6-v2-q, bge-small-en-v15-q, e5-small-v2-q");
    }

    private static Supplier<EmbeddingModel> reference(Supplier<EmbeddingModel> model) {
        return model;
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
        }
        return product;
    }
}
