package dev.tributary.query.openai;

import dev.tributary.index.SearchFilter;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.query.answer.Question;
import dev.tributary.query.model.Turn;
import dev.tributary.query.model.Turn.Speaker;
import dev.tributary.query.search.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A conversation as OpenAI's clients send it, read as a question with its history: what the user said last is the question,
 * and what system and developer said is about the form of the answer.
 */
final class Dialogue {

    private static final int PASSAGES = 8;
    private static final int TURNS_READ = 10;
    private static final int LONGEST_TURN = 20_000;
    private static final Set<String> TEXT_TYPES = Set.of("text", "input_text", "output_text");

    private final List<Turn> turns = new ArrayList<>();
    private final List<String> instructions = new ArrayList<>();
    private String lastField = "";

    void instruct(@Nullable String text) {
        if (text != null && !text.isBlank()) {
            instructions.add(text);
        }
    }

    /**
     * @param field where it stands in the request, for messages
     * @param content a text, or a list of parts with texts
     */
    void add(String field, @Nullable String role, @Nullable JsonNode content) {
        switch (String.valueOf(role)) {
            case "system", "developer" -> instruct(text(field, content));
            case "user" -> {
                turns.add(new Turn(Speaker.USER, text(field, content)));
                lastField = field + ".content";
            }
            case "assistant" -> {
                String said = text(field, content);
                if (!said.isBlank()) {
                    turns.add(new Turn(Speaker.ASSISTANT, said));
                }
            }
            default -> throw new InvalidRequestException(field + ".role", role, "system, developer, user or assistant");
        }
    }

    /** @param field the list that should have held a question */
    Question question(String field, SearchFilter filter) {
        if (turns.isEmpty() || turns.getLast().speaker() != Speaker.USER) {
            throw new InvalidRequestException(field, null, "a list whose last message is the user's");
        }
        String text = Query.checkedText(lastField, turns.getLast().text());
        List<Turn> history = turns.subList(Math.max(0, turns.size() - 1 - TURNS_READ), turns.size() - 1);
        return new Question(text, String.join("\n", instructions), filter, PASSAGES, List.copyOf(history), null);
    }

    private static String text(String field, @Nullable JsonNode content) {
        if (content == null || content.isNull()) {
            return "";
        }
        String text = content.isArray()
                ? content.valueStream().map(part -> part(field, part)).collect(Collectors.joining("\n"))
                : content.isString() ? content.stringValue() : refuse(field, content);
        if (text.length() > LONGEST_TURN) {
            throw new InvalidRequestException(
                    field + ".content", text.length() + " characters", "at most 20,000 characters");
        }
        return text;
    }

    private static String part(String field, JsonNode part) {
        String type = part.path("type").asString("");
        if (!TEXT_TYPES.contains(type) || !part.path("text").isString()) {
            throw new InvalidRequestException(field + ".content", type, "parts of the type text");
        }
        return part.path("text").stringValue();
    }

    private static String refuse(String field, JsonNode content) {
        throw new InvalidRequestException(field + ".content", content.getNodeType(), "a text, or a list of text parts");
    }
}
