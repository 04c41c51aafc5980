package dev.tributary.query.answer;

import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.query.model.Turn;
import dev.tributary.query.model.Turn.Speaker;
import dev.tributary.query.search.FilterBody;
import dev.tributary.query.search.Query;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks of {@code POST /v1/ask}.
 *
 * @param question 1 to 8,000 characters
 * @param limit passages that the answer may rest on, 1 to 20; 8 if left out
 * @param stream true for server-sent events; an {@code Accept: text/event-stream} says the same
 * @param history what was said before, oldest first, at most 50 turns; the last 10 are looked at
 * @param model who is to answer; whomever the route says if left out
 */
record AskBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String question,

        @Nullable FilterBody filter,
        @Nullable Integer limit,
        @Nullable Boolean stream,
        @Nullable List<@Nullable TurnBody> history,
        @Nullable String model) {

    private static final int DEFAULT_LIMIT = 8;
    private static final int MAX_LIMIT = 20;
    private static final int MAX_TURNS = 50;
    private static final int TURNS_READ = 10;
    private static final int MAX_CHARACTERS = 20_000;

    /**
     * @param role user or assistant
     * @param content at most 20,000 characters
     */
    record TurnBody(@Nullable String role, @Nullable String content) {}

    Question toQuestion() {
        return new Question(
                Query.checkedText("question", question),
                "",
                FilterBody.toFilter(filter),
                checkedLimit(),
                turns(),
                model);
    }

    private int checkedLimit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit", limit, "1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private List<Turn> turns() {
        if (history == null) {
            return List.of();
        }
        if (history.size() > MAX_TURNS) {
            throw new InvalidRequestException("history", history.size() + " turns", "at most " + MAX_TURNS + " turns");
        }
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            turns.add(turn("history[" + i + "]", history.get(i)));
        }
        return turns.subList(Math.max(0, turns.size() - TURNS_READ), turns.size());
    }

    private static Turn turn(String field, @Nullable TurnBody turn) {
        if (turn == null) {
            throw new InvalidRequestException(field, null, "an object with role and content");
        }
        String content = turn.content();
        if (content == null || content.isBlank() || content.length() > MAX_CHARACTERS) {
            throw new InvalidRequestException(
                    field + ".content",
                    content == null ? null : content.length() + " characters",
                    "1 to 20,000 characters that are not all blank");
        }
        Speaker speaker = switch (String.valueOf(turn.role())) {
            case "user" -> Speaker.USER;
            case "assistant" -> Speaker.ASSISTANT;
            default -> throw new InvalidRequestException(field + ".role", turn.role(), "user or assistant");
        };
        return new Turn(speaker, content);
    }
}
