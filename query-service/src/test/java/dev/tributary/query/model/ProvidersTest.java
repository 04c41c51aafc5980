package dev.tributary.query.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.events.ModelEvent.ModelConfigured;
import dev.tributary.events.ModelEvent.Parameters;
import dev.tributary.events.ModelEvent.Price;
import dev.tributary.query.model.Turn.Speaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each provider's own client against a server that answers in the provider's own wire format. */
class ProvidersTest {

    private static final String EVENTS = "text/event-stream";

    /** A provider's stream: what it begins with, and what it ends with. */
    enum Wire {
        OPENAI(Provider.OPENAI_COMPATIBLE, "/chat/completions", "Authorization", "Bearer k1", EVENTS, """
                data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"You get "},"finish_reason":null}]}

                data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"28 days."},"finish_reason":null}]}

                """, """
                data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: {"id":"1","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}

                data: [DONE]

                """),
        AZURE(Provider.AZURE_OPENAI, "/chat/completions", "api-key", "k1", EVENTS, OPENAI.start, OPENAI.end),
        BEDROCK(Provider.BEDROCK, "/chat/completions", "Authorization", "Bearer k1", EVENTS, OPENAI.start, OPENAI.end),
        MISTRAL(Provider.MISTRAL, "/chat/completions", "Authorization", "Bearer k1", EVENTS, """
                data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"You get "},"finish_reason":null}]}

                data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"28 days."},"finish_reason":null}]}

                """, """
                data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}

                data: [DONE]

                """),
        ANTHROPIC(Provider.ANTHROPIC, "/messages", "x-api-key", "k1", EVENTS, """
                event: message_start
                data: {"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"You get "}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"28 days."}}

                """, """
                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}

                event: message_stop
                data: {"type":"message_stop"}

                """),
        OLLAMA(Provider.OLLAMA, "/api/chat", "Authorization", "Bearer k1", "application/x-ndjson", """
                {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"You get "},"done":false}
                {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"28 days."},"done":false}
                """, """
                {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":10,"eval_count":5}
                """),
        GEMINI(Provider.GEMINI, "/models/m:streamGenerateContent?alt=sse", "x-goog-api-key", "k1", EVENTS, """
                data: {"candidates":[{"content":{"parts":[{"text":"You get "}],"role":"model"},"index":0}],"modelVersion":"m"}

                data: {"candidates":[{"content":{"parts":[{"text":"28 days."}],"role":"model"},"index":0}],"modelVersion":"m"}

                """, """
                data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5,"totalTokenCount":15},"modelVersion":"m"}

                """);

        private final Provider provider;
        private final String path;
        private final String keyHeader;
        private final String keyValue;
        private final String contentType;
        private final String start;
        private final String end;

        Wire(
                Provider provider,
                String path,
                String keyHeader,
                String keyValue,
                String contentType,
                String start,
                String end) {
            this.provider = provider;
            this.path = path;
            this.keyHeader = keyHeader;
            this.keyValue = keyValue;
            this.contentType = contentType;
            this.start = start;
            this.end = end;
        }
    }

    private final RunningModels models = new RunningModels(
            new ModelProperties(Path.of("/run/secrets"), Duration.ZERO, 6, Duration.ofSeconds(30)),
            new SecretStore(Path.of("/run/secrets"), name -> "TEST_API_KEY".equals(name) ? "k1" : null),
            new ModelMetrics(new SimpleMeterRegistry()));

    @ParameterizedTest
    @EnumSource(Wire.class)
    void anAnswerIsStreamedInTheProvidersOwnWireFormat(Wire wire) throws IOException {
        try (CannedServer server = new CannedServer(wire.contentType, wire.start + wire.end)) {
            StringBuilder reply = new StringBuilder();

            Usage usage = ask(wire.provider, server.address(), "env:TEST_API_KEY", reply);

            assertThat(reply).hasToString("You get 28 days.");
            assertThat(usage.inputTokens()).isEqualTo(10);
            assertThat(usage.outputTokens()).isEqualTo(5);
            assertThat(usage.estimated()).isFalse();
            assertThat(usage.cost()).isEqualByComparingTo("0.00002");
            assertThat(server.asked().path()).isEqualTo(wire.path);
            assertThat(server.asked().headers()).containsEntry(wire.keyHeader, wire.keyValue);
            assertThat(server.asked().body()).contains("Be brief.", "How many days?", "0.5");
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void aStreamThatIsCutOffIsNoAnswer(Wire wire) throws IOException {
        try (CannedServer server = new CannedServer(wire.contentType, wire.start)) {
            ModelFailedException failure = fails(wire.provider, server.address(), "env:TEST_API_KEY");

            assertThat(failure.reason()).isEqualTo(ModelFailedException.Reason.BROKEN_OFF);
            assertThat(failure.detail()).contains(server.address().toString());
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void garbageIsNoAnswer(Wire wire) throws IOException {
        try (CannedServer server = new CannedServer("text/html", "<html>Welcome to the wifi of the hotel</html>")) {
            assertThat(fails(wire.provider, server.address(), "env:TEST_API_KEY")
                            .detail())
                    .contains(server.address().toString());
        }
    }

    @Test
    void aModelWithoutItsKeyIsNotAsked() {
        ModelFailedException failure = fails(Provider.ANTHROPIC, URI.create("http://127.0.0.1:1"), "env:OTHER_API_KEY");

        assertThat(failure.reason()).isEqualTo(ModelFailedException.Reason.KEY_MISSING);
        assertThat(failure.detail()).contains("secret of PUT /v1/models/tested").doesNotContain("OTHER_API_KEY");
    }

    private ModelFailedException fails(Provider provider, URI address, String secret) {
        ModelFailedException failure = catchThrowableOfType(
                ModelFailedException.class, () -> ask(provider, address, secret, new StringBuilder()));
        assertThat(failure).isNotNull();
        return failure;
    }

    private Usage ask(Provider provider, URI address, @Nullable String secret, StringBuilder reply) {
        ModelConfigured settings = new ModelConfigured(
                "tested",
                provider.wireName(),
                address,
                "m",
                secret,
                1000,
                new Parameters(0.5, null, 100, null),
                new Price(BigDecimal.ONE, BigDecimal.TWO),
                Instant.EPOCH);
        return models.of(settings)
                .orElseThrow()
                .model()
                .reply("Be brief.", List.of(new Turn(Speaker.USER, "How many days?")), reply::append);
    }
}
