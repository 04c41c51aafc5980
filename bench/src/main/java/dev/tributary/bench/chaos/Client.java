package dev.tributary.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pushes to ingest-service and asks it how far it is. */
final class Client {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Client(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /**
     * An answer.
     *
     * @param retryAfter seconds; empty if it did not say
     */
    record Answer(int status, JsonNode body, OptionalLong retryAfter) {

        boolean accepted() {
            return status == 202;
        }

        long version() {
            return body.path("version").asLong();
        }
    }

    Answer put(Change.Put put) throws IOException, InterruptedException {
        String readers = put.readers() == null ? "" : "?readers=" + String.join(",", put.readers());
        return send(request(document(put.id()) + readers)
                .header("Content-Type", "text/markdown")
                .PUT(BodyPublishers.ofByteArray(put.text().bytes()))
                .build());
    }

    Answer remove(String id) throws IOException, InterruptedException {
        return send(request(document(id)).DELETE().build());
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    String text(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString()).body();
    }

    Answer post(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /** Whether it says that everything is done; false while it does not answer. */
    boolean isIdle() throws InterruptedException {
        JsonNode status = status();
        return status != null && status.path("idle").asBoolean();
    }

    /** Null while it does not answer. */
    @Nullable JsonNode status() throws InterruptedException {
        try {
            return get("/v1/status").body();
        } catch (IOException down) {
            return null;
        }
    }

    private static String document(String id) {
        return "/v1/sources/" + Installation.PUSH_SOURCE + "/documents/" + id;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        return new Answer(
                response.statusCode(),
                JSON.readTree(response.body()),
                response.headers().firstValueAsLong("Retry-After"));
    }
}
