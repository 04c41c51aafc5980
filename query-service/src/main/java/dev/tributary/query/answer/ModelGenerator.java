package dev.tributary.query.answer;

import dev.tributary.query.answer.Turn.Speaker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Has a chat model write the answer. */
final class ModelGenerator implements AnswerGenerator {

    private static final int LONGEST_QUESTION = 2000;

    private final LanguageModel model;

    ModelGenerator(LanguageModel model) {
        this.model = model;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String kind() {
        return "model";
    }

    @Override
    public String standalone(String question, List<Turn> history) {
        if (history.isEmpty()) {
            return question;
        }
        StringBuilder rewritten = new StringBuilder();
        List<Turn> conversation = new ArrayList<>(history);
        conversation.add(new Turn(Speaker.USER, Prompt.rewrite(question)));
        model.reply(Prompt.REWRITING, conversation, rewritten::append);
        String text = rewritten.toString().strip();
        return text.isEmpty() || text.length() > LONGEST_QUESTION ? question : text;
    }

    @Override
    public void generate(String question, List<Passage> passages, Consumer<String> pieces) {
        model.reply(Prompt.ANSWERING, List.of(new Turn(Speaker.USER, Prompt.of(question, passages))), pieces);
    }
}
