package dev.tributary.query;

import dev.tributary.index.ChunkIndex;
import dev.tributary.index.Embedder;
import dev.tributary.index.starter.LiveIndex;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service, listening on a free port of loopback, as a client sees it. */
public final class QueryService implements AutoCloseable {

    public static final String JSON = "application/json";
    public static final String EVENTS = "text/event-stream";

    private static final String NO_BROKER = "127.0.0.1:1";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final String address;

    private QueryService(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** @param properties each {@code name=value} */
    public static QueryService start(ChunkIndex index, Embedder embedder, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("tributary.tenant=" + Library.TENANT);
        if (all.stream().noneMatch(property -> property.startsWith("server.port="))) {
            all.add("server.port=0");
        }
        if (all.stream().noneMatch(property -> property.startsWith("tributary.kafka.bootstrap-servers="))) {
            all.add("tributary.kafka.bootstrap-servers=" + NO_BROKER);
            all.add("tributary.models.start-timeout=0s");
            all.add("tributary.limits.start-timeout=0s");
        }
        return new QueryService(new SpringApplicationBuilder(QueryServiceApplication.class)
                .initializers((GenericApplicationContext beans) -> {
                    beans.registerBean(LiveIndex.class, () -> LiveIndex.of(embedder, index));
                })
                .run(all.stream().map("--"::concat).toArray(String[]::new)));
    }

    public String address() {
        return address;
    }

    public HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
        return post(path, body, "", JSON);
    }

    /** @param key sent as a bearer token unless empty */
    public HttpResponse<String> post(String path, Object body, String key, String accept)
            throws IOException, InterruptedException {
        String text = body instanceof String raw ? raw : MAPPER.writeValueAsString(body);
        HttpRequest.Builder request = request(path, key)
                .header("Content-Type", JSON)
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(text));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        return client.send(request(path, key).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> put(String path, Object body, String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, key)
                .header("Content-Type", JSON)
                .PUT(BodyPublishers.ofString(body instanceof String raw ? raw : MAPPER.writeValueAsString(body)));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> delete(String path, String key) throws IOException, InterruptedException {
        return client.send(request(path, key).DELETE().build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(20));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    public static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    /** The server-sent events of a response. */
    public static List<Event> events(HttpResponse<String> response) {
        List<Event> events = new ArrayList<>();
        for (String frame : response.body().split("\n\n")) {
            List<String> lines = frame.lines().toList();
            events.add(new Event(
                    lines.get(0).substring("event: ".length()),
                    MAPPER.readTree(lines.get(1).substring("data: ".length()))));
        }
        return events;
    }

    public record Event(String name, JsonNode data) {}

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
