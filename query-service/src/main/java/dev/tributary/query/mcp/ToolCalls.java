package dev.tributary.query.mcp;

import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.query.answer.EventStream;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs tools, and says what became of it in a way that models understand. */
final class ToolCalls {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final JsonMapper json;

    ToolCalls(JsonMapper json) {
        this.json = json;
    }

    SyncToolSpecification specification(DocumentTool tool) {
        Tool definition = tool.definition();
        Set<String> known = json.convertValue(definition.inputSchema().get("properties"), MAP)
                .keySet();
        return SyncToolSpecification.builder()
                .tool(definition)
                .callHandler((context, request) -> call(tool, known, context, request))
                .build();
    }

    /** A failure is a result too: the model reads it, and can do better. */
    private CallToolResult call(
            DocumentTool tool, Set<String> known, McpTransportContext context, CallToolRequest request) {
        try {
            Object result = tool.call(Arguments.of(request.arguments(), known), Caller.of(context));
            Map<String, Object> structured = json.convertValue(result, MAP);
            return CallToolResult.builder()
                    .structuredContent(structured)
                    .addTextContent(json.writeValueAsString(structured))
                    .isError(false)
                    .build();
        } catch (InvalidRequestException wrong) {
            return failed(Objects.toString(wrong.getMessage()));
        } catch (RuntimeException failure) {
            return failed(Objects.toString(EventStream.problem(failure).getDetail()));
        }
    }

    private static CallToolResult failed(String message) {
        return CallToolResult.builder().addTextContent(message).isError(true).build();
    }
}
