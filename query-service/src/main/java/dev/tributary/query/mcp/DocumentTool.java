package dev.tributary.query.mcp;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;

/** Something that an assistant can do with the documents; it changes nothing. */
sealed interface DocumentTool permits SearchTool, FetchTool, AskTool {

    ToolAnnotations READ_ONLY = ToolAnnotations.builder()
            .readOnlyHint(true)
            .destructiveHint(false)
            .idempotentHint(true)
            .openWorldHint(false)
            .build();

    /** As clients and their models see it. */
    Tool definition();

    /**
     * @return what the output schema says
     * @throws dev.tributary.platform.web.InvalidRequestException for arguments that the input schema does not allow
     */
    Object call(Arguments arguments, Caller caller);
}
