package dev.tributary.query.answer;

import dev.tributary.query.model.LanguageModel;
import dev.tributary.query.model.Turn;
import dev.tributary.query.model.Turn.Speaker;
import dev.tributary.query.model.Usage;
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
    public Standalone standalone(String question, List<Turn> history) {
        if (history.isEmpty()) {
            return new Standalone(question, Usage.NONE);
        }
        StringBuilder rewritten = new StringBuilder();
        List<Turn> conversation = new ArrayList<>(history);
        conversation.add(new Turn(Speaker.USER, Prompt.rewrite(question)));
        Usage usage = model.reply(Prompt.REWRITING, conversation, rewritten::append);
        String text = rewritten.toString().strip();
        boolean usable = !text.isEmpty() && text.length() <= LONGEST_QUESTION;
        return new Standalone(usable ? text : question, usage);
    }

    @Override
    public Usage generate(String question, String instructions, List<Passage> passages, Consumer<String> pieces) {
        return model.reply(
                Prompt.answering(instructions), List.of(new Turn(Speaker.USER, Prompt.of(question, passages))), pieces);
    }
}
