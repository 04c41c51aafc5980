package dev.tributary.query.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.query.QueryService;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The SDK's own client, as somebody with a key uses it. */
public final class McpCaller implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final McpSyncClient client;

    /** @param key sent as a bearer token unless empty */
    public McpCaller(QueryService service, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        client = McpClient.sync(HttpClientStreamableHttpTransport.builder(service.address())
                        .requestBuilder(request)
                        .build())
                .requestTimeout(Duration.ofSeconds(30))
                .initializationTimeout(Duration.ofSeconds(30))
                .build();
    }

    public McpSyncClient client() {
        return client;
    }

    /** What a tool answers; its two forms must say the same. */
    public JsonNode call(String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as(text(result)).isFalse();
        JsonNode structured = JSON.valueToTree(result.structuredContent());
        assertThat(JSON.readTree(text(result))).isEqualTo(structured);
        return structured;
    }

    /** What the tool says is wrong. */
    public String failure(String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as(text(result)).isTrue();
        assertThat(result.structuredContent()).isNull();
        return text(result);
    }

    private static String text(CallToolResult result) {
        assertThat(result.content()).hasSize(1);
        return ((TextContent) result.content().getFirst()).text();
    }

    @Override
    public void close() {
        client.close();
    }
}
