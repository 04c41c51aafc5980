package dev.tributary.query.answer;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets an answer through piece by piece, with nothing in it that a program loads by itself when it shows the answer: an
 * image becomes a link, and a tag that loads something becomes text. Otherwise a document could have a model write the
 * address of an image that carries off what stands in the other passages.
 */
final class InertMarkdown {

    private static final Pattern LOADING = Pattern.compile(
            "!+(?=\\[)|<(?=(?:img|image|picture|source|video|audio|track|"
                    + "iframe|frame|object|embed|applet|link|meta|base|style|script|svg|math|body|input|form|portal)\\b)",
            Pattern.CASE_INSENSITIVE);

    /** What may turn out to load something when more of the text is known. */
    private static final Pattern UNDECIDED = Pattern.compile("(?:!+|<[a-zA-Z]{0,8})$");

    private final Consumer<String> output;
    private final StringBuilder pending = new StringBuilder();

    /** @param output gets the text that is decided; never an empty piece */
    InertMarkdown(Consumer<String> output) {
        this.output = output;
    }

    void accept(String piece) {
        pending.append(piece);
        Matcher undecided = UNDECIDED.matcher(pending);
        emit(undecided.find() ? undecided.start() : pending.length());
    }

    /** No more is coming. */
    void close() {
        emit(pending.length());
    }

    private void emit(int decided) {
        String text = LOADING.matcher(pending.substring(0, decided))
                .replaceAll(match -> match.group().startsWith("!") ? "" : "&lt;");
        pending.delete(0, decided);
        if (!text.isEmpty()) {
            output.accept(text);
        }
    }
}
