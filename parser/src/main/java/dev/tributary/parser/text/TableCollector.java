package dev.tributary.parser.text;

import java.util.ArrayList;
import java.util.List;
import org.apache.tika.exception.WriteLimitReachedException;

/** The cells of a table; what is nested in a cell becomes the cell's text. */
final class TableCollector {

    /** A cell with so many paragraphs, or so long, shows that the table only arranges text on a page. */
    private static final int LAYOUT_PARAGRAPHS = 12;

    private static final int LAYOUT_LENGTH = 4_000;

    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private List<String> cell = new ArrayList<>();
    private int columns;
    private int length;
    private boolean layout;

    void text(String text) {
        String lines = Characters.lines(text);
        if (!lines.isEmpty()) {
            cell.add(lines);
            length += lines.length();
        }
    }

    void endCell() {
        String text = String.join("\n", cell);
        layout |= cell.size() >= LAYOUT_PARAGRAPHS || text.length() >= LAYOUT_LENGTH;
        row.add(text);
        length += 3;
        cell = new ArrayList<>();
    }

    void endRow() {
        if (!cell.isEmpty()) {
            endCell();
        }
        if (row.stream().anyMatch(text -> !text.isEmpty())) {
            columns = Math.max(columns, row.size());
            rows.add(row);
        }
        row = new ArrayList<>();
    }

    int length() {
        return length;
    }

    /** A table of one column, or with a page of text in a cell, is written as paragraphs. */
    void writeTo(TextBuilder out) throws WriteLimitReachedException {
        endRow();
        if (columns > 1 && !layout) {
            out.table(rows);
            return;
        }
        for (List<String> cells : rows) {
            for (String text : cells) {
                out.paragraph(text);
            }
        }
    }
}
