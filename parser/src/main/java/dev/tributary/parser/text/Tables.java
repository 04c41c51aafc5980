package dev.tributary.parser.text;

import java.util.ArrayList;
import java.util.List;

/** Tables as Markdown (GFM). */
final class Tables {

    /** Wider ones are cut: nobody reads them, and a header as wide as a sheet can be is a bomb. */
    private static final int MAX_COLUMNS = 500;

    private Tables() {}

    /**
     * The first row with anything in it becomes the header. Rows may be of different lengths, as GFM allows; blank ones
     * are left out.
     *
     * @param limit rows are taken until there are more characters than this
     */
    static String markdown(Iterable<? extends List<String>> rows, int limit) {
        List<String> lines = new ArrayList<>();
        int columns = 1;
        long length = 0;
        for (List<String> row : rows) {
            List<String> cells = trimmed(row);
            if (!cells.isEmpty()) {
                columns = Math.max(columns, cells.size());
                lines.add("| " + String.join(" | ", cells) + " |");
                length += lines.getLast().length();
            }
            if (length > limit) {
                break;
            }
        }
        if (lines.isEmpty()) {
            return "";
        }
        int missing = columns - columnsOf(lines.getFirst());
        lines.set(0, lines.getFirst() + "  |".repeat(missing));
        lines.add(1, "|" + " --- |".repeat(columns));
        return String.join("\n", lines);
    }

    private static int columnsOf(String line) {
        int bars = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '|' && (i == 0 || line.charAt(i - 1) != '\\')) {
                bars++;
            }
        }
        return bars - 1;
    }

    private static List<String> trimmed(List<String> row) {
        List<String> cells = new ArrayList<>();
        for (String cell : row.subList(0, Math.min(row.size(), MAX_COLUMNS))) {
            cells.add(Characters.oneLine(cell).replace("\\", "\\\\").replace("|", "\\|"));
        }
        while (!cells.isEmpty() && cells.getLast().isEmpty()) {
            cells.removeLast();
        }
        return cells;
    }
}
