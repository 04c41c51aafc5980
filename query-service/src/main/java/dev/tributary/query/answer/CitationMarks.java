package dev.tributary.query.answer;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lets an answer through piece by piece, with each citation mark whole and true: {@code [1, 2]} becomes {@code [1][2]},
 * and numbers of no passage, and marks that are never closed, are left out.
 */
final class CitationMarks {

    private static final Pattern MARK = Pattern.compile(" *[\\[【]\\^?(\\d{1,9}(?:\\s*[,;]\\s*\\d{1,9})*)[\\]】]");

    /** What may become a mark when more of the text is known. */
    private static final Pattern UNDECIDED = Pattern.compile(" *(?:[\\[【]\\^?[\\d\\s,;]{0,60})?$");

    private static final Pattern UNCLOSED = Pattern.compile(" *[\\[【]\\^?[\\d\\s,;]*$");

    private final int passages;
    private final Consumer<String> output;
    private final StringBuilder pending = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final NavigableSet<Integer> cited = new TreeSet<>();

    /**
     * @param passages numbers from 1 to this are known
     * @param output gets the text that is decided; never an empty piece
     */
    CitationMarks(int passages, Consumer<String> output) {
        this.passages = passages;
        this.output = output;
    }

    void accept(String piece) {
        pending.append(piece);
        Matcher undecided = UNDECIDED.matcher(pending);
        int decided = undecided.find() ? undecided.start() : pending.length();
        emit(pending.substring(0, decided));
        pending.delete(0, decided);
    }

    /** No more is coming. */
    void close() {
        emit(UNCLOSED.matcher(pending).replaceAll("").stripTrailing());
        pending.setLength(0);
    }

    /** All that was let through. */
    String text() {
        return text.toString();
    }

    /** The numbers of the passages that the text cites. */
    NavigableSet<Integer> cited() {
        return cited;
    }

    private void emit(String raw) {
        String clean = MARK.matcher(raw).replaceAll(this::checked);
        if (!clean.isEmpty()) {
            text.append(clean);
            output.accept(clean);
        }
    }

    private String checked(MatchResult mark) {
        String known = Arrays.stream(mark.group(1).split("\\s*[,;]\\s*"))
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= passages)
                .peek(cited::add)
                .map(number -> "[" + number + "]")
                .collect(Collectors.joining());
        String spaces = mark.group().startsWith(" ") ? " " : "";
        return known.isEmpty() ? "" : spaces + known;
    }
}
