package dev.tributary.embed.chunk;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways to cut a piece of text that is too long. */
enum Cut {
    /** Between the outermost items of a list. */
    ITEMS {
        @Override
        List<Integer> offsets(String text) {
            return matches(ITEM, text);
        }
    },
    LINES {
        @Override
        List<Integer> offsets(String text) {
            return matches(LINE, text);
        }
    },
    SENTENCES {
        @Override
        List<Integer> offsets(String text) {
            return breaks(BreakIterator.getSentenceInstance(Locale.ROOT), text);
        }
    },
    WORDS {
        @Override
        List<Integer> offsets(String text) {
            return matches(WORD, text);
        }
    },
    /** In the middle, between two characters as people see them: no surrogate pair or combining sequence is parted. */
    HALVES {
        @Override
        List<Integer> offsets(String text) {
            BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
            characters.setText(text);
            int middle = text.length() / 2;
            int offset = characters.isBoundary(middle) ? middle : characters.preceding(middle);
            return offset > 0 ? List.of(offset) : List.of();
        }
    };

    private static final Pattern ITEM = Pattern.compile("(?m)^ {0,1}(?:[-*+]|\\d{1,9}[.)])[ \\t]");
    private static final Pattern LINE = Pattern.compile("(?m)^");
    private static final Pattern WORD = Pattern.compile("(?<=\\s)(?=\\S)");

    /** Where to cut, in rising order; none if there is no such place. */
    abstract List<Integer> offsets(String text);

    private static List<Integer> matches(Pattern pattern, String text) {
        List<Integer> offsets = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            offsets.add(matcher.start());
        }
        return offsets;
    }

    private static List<Integer> breaks(BreakIterator iterator, String text) {
        List<Integer> offsets = new ArrayList<>();
        iterator.setText(text);
        iterator.first();
        for (int offset = iterator.next(); offset != BreakIterator.DONE; offset = iterator.next()) {
            offsets.add(offset);
        }
        return offsets;
    }
}
