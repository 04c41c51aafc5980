package dev.tributary.index.starter;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.tributary.events.OutageException;
import dev.tributary.index.Embedder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server that speaks OpenAI's embeddings API. Tokens are estimated, rather too many than too few. A server that
 * is down, slow, overloaded or misconfigured is an outage; only a text that it refuses is held against the text.
 */
final class OpenAiEmbedder implements Embedder {

    private static final int TEXTS_A_REQUEST = 64;

    /** OpenAI's models whose vectors have the length that the request asks for; other servers refuse the question. */
    private static final String ADJUSTABLE = "text-embedding-3";

    /** What some servers ask for although they do not look at it. */
    private static final String NO_KEY = "none";

    private static final String HARMLESS = ".";

    private final EmbeddingProperties properties;
    private final int dimensions;
    private final OpenAiEmbeddingModel server;

    /** @param dimensions length of the vectors that the model gives */
    OpenAiEmbedder(EmbeddingProperties properties, int dimensions) {
        this.properties = properties;
        this.dimensions = dimensions;
        String reference = properties.apiKeyRef();
        String apiKey = reference == null ? properties.apiKey() : SecretReference.read(reference);
        this.server = OpenAiEmbeddingModel.builder()
                .httpClientBuilder(new RetryAfterHttpClient.Builder())
                .baseUrl(properties.baseUrl().toString())
                .apiKey(apiKey == null ? NO_KEY : apiKey)
                .modelName(properties.model())
                .dimensions(adjustableTo(dimensions))
                .timeout(properties.timeout())
                .maxRetries(0)
                .maxSegmentsPerBatch(TEXTS_A_REQUEST)
                .build();
    }

    private @Nullable Integer adjustableTo(int length) {
        return properties.model().startsWith(ADJUSTABLE) ? Integer.valueOf(length) : null;
    }

    @Override
    public String model() {
        return String.join(
                "/",
                "openai",
                properties.model(),
                Integer.toString(properties.maxTokens()),
                properties.passagePrefix(),
                properties.queryPrefix());
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int maxTokens() {
        return properties.maxTokens() - TokenEstimate.tokens(properties.passagePrefix());
    }

    @Override
    public int countTokens(String text) {
        return TokenEstimate.tokens(text);
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        List<float[]> vectors = new ArrayList<>(passages.size());
        for (int from = 0; from < passages.size(); from += TEXTS_A_REQUEST) {
            List<String> some = passages.subList(from, Math.min(from + TEXTS_A_REQUEST, passages.size()));
            vectors.addAll(embed(some.stream()
                    .map(passage -> properties.passagePrefix() + passage)
                    .toList()));
        }
        return vectors;
    }

    @Override
    public float[] embedQuery(String query) {
        return embed(List.of(properties.queryPrefix() + query)).getFirst();
    }

    private List<float[]> embed(List<String> texts) {
        List<TextSegment> segments =
                texts.stream().map(text -> TextSegment.from(sendable(text))).toList();
        List<Embedding> embeddings;
        try {
            embeddings = server.embedAll(segments).content();
        } catch (RuntimeException failure) {
            throw failure instanceof InvalidRequestException && refusesEveryText()
                    ? new OutageException(here() + " refuses every text: " + failure.getMessage(), failure)
                    : translated(failure);
        }
        if (embeddings.size() != texts.size()) {
            throw new OutageException(
                    here() + " answered with " + embeddings.size() + " vectors to " + texts.size() + " texts", null);
        }
        return embeddings.stream().map(this::unit).toList();
    }

    private boolean refusesEveryText() {
        try {
            server.embedAll(List.of(TextSegment.from(HARMLESS)));
            return false;
        } catch (InvalidRequestException alsoRefused) {
            return true;
        } catch (RuntimeException other) {
            throw translated(other);
        }
    }

    /** Not longer than the model reads, and not blank, which the API refuses. */
    private String sendable(String text) {
        String cut = TokenEstimate.cut(text, properties.maxTokens());
        return cut.isBlank() ? HARMLESS : cut;
    }

    private float[] unit(Embedding embedding) {
        float[] vector = embedding.vector();
        if (vector.length != dimensions) {
            throw new OutageException(
                    here() + " gives vectors of " + vector.length + " dimensions: set " + EmbeddingProperties.PREFIX
                            + "dimensions to that, not " + dimensions,
                    null);
        }
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (length == 0 ? 0 : vector[i] / length);
        }
        return unit;
    }

    private RuntimeException translated(RuntimeException failure) {
        String said = ": " + failure.getMessage();
        if (failure instanceof AuthenticationException) {
            return new OutageException(
                    here() + " refused the key: set " + EmbeddingProperties.PREFIX + "api-key" + said, failure);
        }
        if (failure instanceof ModelNotFoundException) {
            return new OutageException(
                    here() + " has no such model or path: set " + EmbeddingProperties.PREFIX + "model and .base-url"
                            + said,
                    failure);
        }
        if (failure instanceof InvalidRequestException) {
            return new IllegalArgumentException(here() + " refused a text" + said, failure);
        }
        boolean answeredBadly = failure instanceof LangChain4jException;
        boolean unreachable =
                failure.getCause() instanceof IOException || failure.getCause() instanceof InterruptedException;
        return answeredBadly || unreachable
                ? new OutageException(
                        here() + " did not answer" + said, failure, RetryAfterHttpClient.retryAfter(failure))
                : failure;
    }

    private String here() {
        return "The embedding server at " + properties.baseUrl() + " (model " + properties.model() + ")";
    }

    @Override
    public void close() {}
}
