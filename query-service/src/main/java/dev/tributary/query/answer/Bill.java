package dev.tributary.query.answer;

import dev.tributary.events.AnswerEvent.Spent;
import dev.tributary.query.model.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** What one question has taken of each model so far, and who pays. */
final class Bill {

    private final String caller;
    private final Map<String, Usage> byModel = new LinkedHashMap<>();

    Bill(String caller) {
        this.caller = caller;
    }

    /** Requests are answered on the thread that was authenticated. */
    static Bill ofCurrentCaller() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null) {
            throw new IllegalStateException("Nobody asks");
        }
        return new Bill(caller.getName());
    }

    String caller() {
        return caller;
    }

    void add(String model, Usage usage) {
        if (!usage.equals(Usage.NONE)) {
            byModel.merge(model, usage, Usage::plus);
        }
    }

    List<Spent> spent() {
        return byModel.entrySet().stream()
                .map(line -> new Spent(
                        line.getKey(),
                        line.getValue().inputTokens(),
                        line.getValue().outputTokens(),
                        line.getValue().estimated(),
                        line.getValue().cost()))
                .toList();
    }
}
