package dev.tributary.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Tributary that runs on a port of this machine, as its clients see it. */
final class RunningProcess {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final int port;

    RunningProcess(int port) {
        this.port = port;
    }

    /** Prints the answer with its sources. */
    void ask(String question, PrintStream terminal) {
        String body = JSON.writeValueAsString(Map.of("question", question));
        JsonNode answer = send(request("/v1/ask")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        terminal.println(answer.path("answer").asString());
        for (JsonNode citation : answer.path("citations")) {
            terminal.println();
            terminal.println("[" + citation.path("number").asInt() + "] " + place(citation));
        }
        if (answer.path("generator").asString().equals("extractive")) {
            terminal.println();
            terminal.println("(answers are sentences taken from the documents, as no model is configured)");
        }
        if (isKnownToBeBehind()) {
            terminal.println();
            terminal.println("(not all documents are searchable yet; \"tributary status\" tells how far it is)");
        }
    }

    /** Prints what was done, source by source. */
    void status(PrintStream terminal) {
        JsonNode status = status();
        terminal.println(status.path("idle").asBoolean() ? "Everything is searchable." : "Working.");
        for (JsonNode source : status.path("sources")) {
            terminal.printf(
                    "%s (%s): %d seen, %d searchable, %d failed, %d pending%n",
                    source.path("source").asString(),
                    source.path("connector").asString(),
                    source.path("seen").asLong(),
                    source.path("indexed").asLong(),
                    source.path("failed").asLong(),
                    source.path("pending").asLong());
            if (source.path("failed").asLong() > 0) {
                terminal.println("  which and why: http://127.0.0.1:" + port + "/v1/documents?source="
                        + source.path("source").asString() + "&status=rejected");
            }
        }
    }

    /** Who may ask may not always see the status. */
    private boolean isKnownToBeBehind() {
        try {
            return !status().path("idle").asBoolean();
        } catch (CommandFailure notTold) {
            return false;
        }
    }

    JsonNode status() {
        return send(request("/v1/status").GET().build());
    }

    /** What one of the searchable documents is about, as far as its name tells. */
    String anyTitle() {
        String path = send(request("/v1/documents?status=indexed&limit=1").GET().build())
                .path("documents")
                .path(0)
                .path("nativeId")
                .asString("this");
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.replaceFirst("\\.[^.]*$", "")
                .replaceAll("[-_\"$`\\\\]+", " ")
                .strip();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json");
        String key = System.getenv("TRIBUTARY_API_KEY");
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() == 401) {
                throw new CommandFailure("the Tributary on port " + port
                        + " wants an API key; put it into the environment variable TRIBUTARY_API_KEY");
            }
            if (response.statusCode() != 200) {
                throw new CommandFailure(body.path("detail").asString("HTTP status " + response.statusCode()));
            }
            return body;
        } catch (ConnectException nobody) {
            throw new CommandFailure("no Tributary answers on port " + port
                    + "; start one with \"tributary up\", or name its port with --port N");
        } catch (IOException | JacksonException failure) {
            throw new CommandFailure("what answers on port " + port + " is no Tributary: " + failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    private static String place(JsonNode citation) {
        StringBuilder place = new StringBuilder(citation.path("title").asString());
        if (citation.path("page").isNumber()) {
            place.append(", page ").append(citation.path("page").asInt());
        }
        return place.append(" (")
                .append(citation.path("nativeId").asString())
                .append(")")
                .toString();
    }
}
