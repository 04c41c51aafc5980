package dev.tributary.query.openai;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tributary.index.Embedder;
import dev.tributary.index.starter.LiveIndex;
import dev.tributary.platform.web.InvalidRequestException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** OpenAI's embeddings, by the model that the documents are indexed with. */
@RestController
@Tag(name = "OpenAI's API")
class EmbeddingsController {

    private static final int MOST_TEXTS = 256;
    private static final int LONGEST_TEXT = 40_000;

    private final LiveIndex live;

    EmbeddingsController(LiveIndex live) {
        this.live = live;
    }

    /**
     * @param input a text, or a list of 1 to 256; what is beyond the model's window does not change the vector
     * @param encodingFormat float, or base64 of little-endian 32-bit floats
     * @param dimensions the model's own, if given
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Body(
            @Nullable String model,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable JsonNode input,

            @Nullable String encodingFormat,
            @Nullable Integer dimensions) {}

    record EmbeddingList(String object, List<Vector> data, String model, TokenUsage usage) {}

    /** @param embedding an array of floats or a text, as was asked for */
    record Vector(String object, int index, Object embedding) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record TokenUsage(int promptTokens, int totalTokens) {}

    @Operation(operationId = "createEmbedding", summary = "Embeds texts with the model of the index")
    @ApiResponse(responseCode = "200", description = "OK", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "429",
            description = "A limit of the caller is reached; Retry-After says when to come again")
    @PostMapping("/v1/embeddings")
    EmbeddingList embed(@RequestBody Body body) {
        List<String> texts = texts(body.input());
        boolean base64 = base64(body.encodingFormat());
        return live.with(open -> embed(open.embedder(), body, texts, base64));
    }

    private static EmbeddingList embed(Embedder embedder, Body body, List<String> texts, boolean base64) {
        if (body.dimensions() != null && body.dimensions() != embedder.dimensions()) {
            throw new InvalidRequestException("dimensions", body.dimensions(), "" + embedder.dimensions());
        }
        List<float[]> vectors = embedder.embedPassages(texts);
        List<Vector> data = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            float[] vector = vectors.get(i);
            data.add(new Vector("embedding", i, base64 ? encoded(vector) : vector));
        }
        int tokens = texts.stream().mapToInt(embedder::countTokens).sum();
        return new EmbeddingList("list", data, embedder.model(), new TokenUsage(tokens, tokens));
    }

    private static List<String> texts(@Nullable JsonNode input) {
        List<JsonNode> nodes = input == null
                ? List.of()
                : input.isArray() ? input.valueStream().toList() : List.of(input);
        if (nodes.isEmpty() || nodes.size() > MOST_TEXTS) {
            throw new InvalidRequestException(
                    "input", nodes.size() + " texts", "a text, or a list of 1 to " + MOST_TEXTS + " texts");
        }
        return nodes.stream().map(EmbeddingsController::text).toList();
    }

    private static String text(JsonNode node) {
        if (!node.isString()
                || node.stringValue().isBlank()
                || node.stringValue().length() > LONGEST_TEXT) {
            throw new InvalidRequestException(
                    "input", node.getNodeType(), "texts of 1 to 40,000 characters that are not all blank");
        }
        return node.stringValue();
    }

    private static boolean base64(@Nullable String format) {
        return switch (format) {
            case null -> false;
            case "float" -> false;
            case "base64" -> true;
            default -> throw new InvalidRequestException("encoding_format", format, "float or base64");
        };
    }

    private static String encoded(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
