package dev.tributary.query.mcp;

import dev.tributary.events.Access;
import dev.tributary.query.document.PublicAddress;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Streamable HTTP without sessions: each message is a request of its own, with its own key, answered with JSON, by
 * whichever replica it reaches. The SDK's servlet of the same kind would not know the caller.
 */
@RestController
final class McpEndpoint implements McpStatelessServerTransport {

    static final String PATH = "/mcp";

    private final PublicAddress address;
    private final McpJsonMapper json = McpJsonDefaults.getMapper();
    private @Nullable McpStatelessServerHandler handler;

    McpEndpoint(PublicAddress address) {
        this.address = address;
    }

    @Override
    public void setMcpHandler(McpStatelessServerHandler messages) {
        handler = messages;
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    /** Not described with the API: the protocol describes its tools itself. */
    @Hidden
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> post(
            @RequestBody byte[] body,
            @RequestHeader(name = HttpHeaders.PROTOCOL_VERSION, required = false) @Nullable String version,
            Access access,
            HttpServletRequest request)
            throws IOException {
        if (version != null && !protocolVersions().contains(version)) {
            return refused(
                    ErrorCodes.INVALID_REQUEST,
                    "This server does not speak the protocol version '" + version + "'; it speaks "
                            + String.join(", ", protocolVersions()) + ".");
        }
        JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(json, new String(body, StandardCharsets.UTF_8));
        } catch (IOException noJson) {
            return refused(ErrorCodes.PARSE_ERROR, "The body is not a JSON object.");
        } catch (IllegalArgumentException | NullPointerException noMessage) {
            return refused(ErrorCodes.INVALID_REQUEST, "The body is not a JSON-RPC 2.0 request or notification.");
        }
        return answer(message, new Caller(access, address.links(request)));
    }

    private ResponseEntity<String> answer(JSONRPCMessage message, Caller caller) throws IOException {
        McpStatelessServerHandler messages = handler;
        if (messages == null) {
            throw new IllegalStateException("The server has no tools yet");
        }
        return switch (message) {
            case JSONRPCRequest request ->
                ResponseEntity.ok(json.writeValueAsString(
                        messages.handleRequest(caller.toContext(), request).block()));
            case JSONRPCNotification notification -> {
                messages.handleNotification(caller.toContext(), notification).block();
                yield ResponseEntity.accepted().build();
            }
            default -> refused(ErrorCodes.INVALID_REQUEST, "This server asks nothing of clients; send requests.");
        };
    }

    private ResponseEntity<String> refused(int code, String message) throws IOException {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsString(McpErrors.body(code, message)));
    }
}
