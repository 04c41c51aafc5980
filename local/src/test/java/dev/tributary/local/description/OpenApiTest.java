package dev.tributary.local.description;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.local.LocalConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The committed descriptions say what the code does, and the code does what the released ones said. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class OpenApiTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedBroker broker;
    private ConfigurableApplicationContext process;

    /** All services, and callers have to say who they are. */
    @BeforeAll
    void start(@TempDir Path data) {
        broker = EmbeddedBroker.start(data.resolve("kafka"));
        process = new SpringApplicationBuilder(LocalConfiguration.class)
                .run(
                        "--server.port=0",
                        "--tributary.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--tributary.security.keys.ops.secret=ops-0123456789abcdef",
                        "--tributary.content.directory=" + data.resolve("content"),
                        "--tributary.index.lucene.directory=" + data.resolve("index"),
                        "--tributary.ingest.directory=" + data.resolve("ingest"),
                        "--tributary.parse.work-directory=" + data.resolve("parse"));
    }

    @AfterAll
    void stop() {
        process.close();
        broker.close();
        client.close();
    }

    @Test
    void theCommittedDescriptionIsWhatTheCodeSays() throws Exception {
        ObjectNode served = (ObjectNode) JSON.readTree(get("/openapi.json").body());
        // Where it was asked.
        served.remove("servers");
        CommittedDescription.check("openapi.json", served);
    }

    @Test
    void nothingThatWasReleasedIsBroken() throws Exception {
        JsonNode served = JSON.readTree(get("/openapi.json").body());
        assertThat(OpenApiChanges.breaking(CommittedDescription.released("openapi.json"), served))
                .as(CommittedDescription.BROKEN)
                .isEmpty();
    }

    @Test
    void theEventsAreDescribedToo() throws Exception {
        JsonNode served = JSON.readTree(get("/asyncapi.json").body());
        CommittedDescription.check("asyncapi.json", served);
        assertThat(AsyncApiChanges.breaking(CommittedDescription.released("asyncapi.json"), served))
                .as(CommittedDescription.BROKEN)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "swagger-ui.css", "swagger-ui-bundle.js", "swagger-initializer.js"})
    void thePageToBrowseItComesFromHereWithTheUsualPolicy(String file) throws Exception {
        HttpResponse<String> answer = get("/swagger-ui/" + file);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.body()).isNotBlank();
    }

    private HttpResponse<String> get(String path) throws Exception {
        String port = process.getEnvironment().getRequiredProperty("local.server.port");
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer;
    }
}
