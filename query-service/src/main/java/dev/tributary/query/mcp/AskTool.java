package dev.tributary.query.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.index.SearchFilter;
import dev.tributary.query.answer.Answer;
import dev.tributary.query.answer.AnswerListener;
import dev.tributary.query.answer.Answering;
import dev.tributary.query.answer.Citation;
import dev.tributary.query.answer.Question;
import dev.tributary.query.document.VisibleText;
import dev.tributary.query.search.Query;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An answer from the documents, with citations. */
final class AskTool implements DocumentTool {

    private static final int PASSAGES = 8;

    private final Answering answering;

    AskTool(Answering answering) {
        this.answering = answering;
    }

    record Result(String answer, boolean answered, String generator, List<Source> citations) {}

    /**
     * @param number as in the answer's {@code [number]}
     * @param id for fetch
     * @param page 1-based; null for formats without pages
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(
            int number,
            String id,
            String title,
            String url,
            @Nullable Integer page,
            String quote) {}

    @Override
    public Tool definition() {
        McpJsonMapper json = McpJsonDefaults.getMapper();
        return Tool.builder("ask", json, """
                        {"type": "object", "required": ["question"], "additionalProperties": false, "properties": {
                          "question": {"type": "string", "minLength": 1, "maxLength": 8000,
                            "description": "One question that can be understood without the conversation before it"}}}
                        """)
                .title("Ask the documents")
                .description("""
                        Answers a question from the organisation's own documents. Marks such as [1] in the answer are \
                        explained in citations. If answered is false the documents that the user may read do not say it: \
                        then do not guess, and try search with other words. For material to read yourself use search and \
                        fetch.""")
                .outputSchema(json, """
                        {"type": "object", "required": ["answer", "answered", "generator", "citations"], "properties": {
                          "answer": {"type": "string", "description": "Markdown with citation marks"},
                          "answered": {"type": "boolean", "description": "false if the documents do not say"},
                          "generator": {"type": "string", "description": "Who wrote it: a chat model, or extractive for sentences of the documents word for word"},
                          "citations": {"type": "array", "items": {"type": "object",
                            "required": ["number", "id", "title", "url", "quote"], "properties": {
                              "number": {"type": "integer"},
                              "id": {"type": "string", "description": "For fetch"},
                              "title": {"type": "string"},
                              "url": {"type": "string"},
                              "page": {"type": "integer"},
                              "quote": {"type": "string"}}}}}}
                        """)
                .annotations(READ_ONLY)
                .build();
    }

    @Override
    public Result call(Arguments arguments, Caller caller) {
        String question = Query.checkedText("question", arguments.text("question"));
        Answer answer = answering.answer(
                caller.access(),
                new Question(question, "", SearchFilter.none(), PASSAGES, List.of(), null),
                AnswerListener.PATIENT);
        return new Result(
                VisibleText.of(answer.answer()),
                answer.answered(),
                answer.generator(),
                answer.citations().stream()
                        .map(citation -> source(citation, caller))
                        .toList());
    }

    private static Source source(Citation citation, Caller caller) {
        return new Source(
                citation.number(),
                citation.documentId().toString(),
                VisibleText.line(citation.title()),
                caller.links().to(citation.documentId(), citation.uri()),
                citation.page(),
                VisibleText.of(Objects.requireNonNullElse(citation.quote(), citation.text())));
    }
}
