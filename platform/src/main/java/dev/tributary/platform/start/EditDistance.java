package dev.tributary.platform.start;

import java.util.Collections;
import java.util.Comparator;
import java.util.Set;

/** Levenshtein's distance: how many characters to insert, remove or replace to turn one text into the other. */
final class EditDistance {

    private EditDistance() {}

    /** @param candidates not empty */
    static String nearest(String name, Set<String> candidates) {
        return Collections.min(
                candidates,
                Comparator.<String>comparingInt(candidate -> between(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    static int between(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
