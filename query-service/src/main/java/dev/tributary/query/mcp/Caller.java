package dev.tributary.query.mcp;

import dev.tributary.events.Access;
import dev.tributary.query.document.DocumentLinks;
import io.modelcontextprotocol.common.McpTransportContext;
import java.util.Map;

/** Who calls a tool, and how addresses look from there. */
record Caller(Access access, DocumentLinks links) {

    private static final String KEY = "caller";

    McpTransportContext toContext() {
        return McpTransportContext.create(Map.of(KEY, this));
    }

    static Caller of(McpTransportContext context) {
        if (context.get(KEY) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("A tool was called by nobody");
    }
}
