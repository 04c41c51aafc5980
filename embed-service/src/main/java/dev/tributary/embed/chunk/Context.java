package dev.tributary.embed.chunk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What a chunk's text is about: the document's title and the headings above, as far as the budget allows. */
record Context(String text, int tokens) {

    private static final String SEPARATOR = " > ";

    /** Gives up outer headings first, then the title; the innermost heading stays. */
    static Context of(@Nullable String title, List<String> path, ToIntFunction<String> counter, int budget) {
        List<String> parts = new ArrayList<>(path);
        if (title != null && !title.isBlank() && !path.contains(title.strip())) {
            parts.addFirst(title.strip());
        }
        Context context = joined(parts, counter);
        while (context.tokens > budget && parts.size() > 1) {
            parts.remove(parts.size() > 2 ? 1 : 0);
            context = joined(parts, counter);
        }
        return context.tokens > budget ? shortened(context.text, counter, budget) : context;
    }

    private static Context joined(List<String> parts, ToIntFunction<String> counter) {
        String text = String.join(SEPARATOR, parts);
        return new Context(text, text.isEmpty() ? 0 : counter.applyAsInt(text));
    }

    private static Context shortened(String text, ToIntFunction<String> counter, int budget) {
        int tokens = 0;
        int end = 0;
        for (Span word : new Span(0, text.length()).cutAt(Cut.WORDS.offsets(text), text)) {
            tokens += counter.applyAsInt(word.in(text));
            if (tokens > budget) {
                break;
            }
            end = word.end();
        }
        String start = text.substring(0, end);
        return new Context(start, start.isEmpty() ? 0 : counter.applyAsInt(start));
    }
}
