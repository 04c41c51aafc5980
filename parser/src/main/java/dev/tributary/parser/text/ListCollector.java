package dev.tributary.parser.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The lines of a list with its nested lists. */
final class ListCollector {

    private static final int MAX_DEPTH = 10;

    /** A list that is open: its kind and the number of its current item. */
    private static final class Level {
        private final boolean ordered;
        private int number;
        private boolean markerDue;

        private Level(boolean ordered) {
            this.ordered = ordered;
        }
    }

    private final Deque<Level> levels = new ArrayDeque<>();
    private List<String> lines = new ArrayList<>();
    private int length;

    void open(boolean ordered) {
        levels.push(new Level(ordered));
    }

    /** A list item without a list counts as one of an unordered list. */
    void item() {
        if (levels.isEmpty()) {
            return;
        }
        levels.peek().number++;
        levels.peek().markerDue = true;
    }

    void text(String text) {
        Level level = levels.peek();
        if (level == null || text.isEmpty()) {
            return;
        }
        String indent = "   ".repeat(Math.min(levels.size(), MAX_DEPTH) - 1);
        String marker = level.ordered ? level.number + ". " : "- ";
        String lead = level.markerDue ? marker : " ".repeat(marker.length());
        level.markerDue = false;
        add(indent + lead + text.replace("\n", "\n" + indent + " ".repeat(marker.length())));
    }

    private void add(String line) {
        lines.add(line);
        length += line.length() + 1;
    }

    /** @return whether it was the outermost list */
    boolean close() {
        levels.poll();
        return levels.isEmpty();
    }

    boolean isOpen() {
        return !levels.isEmpty();
    }

    int length() {
        return length;
    }

    List<String> take() {
        List<String> taken = lines;
        lines = new ArrayList<>();
        length = 0;
        return taken;
    }
}
