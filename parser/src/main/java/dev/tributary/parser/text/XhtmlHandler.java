package dev.tributary.parser.text;

import java.util.Locale;
import java.util.Set;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Turns the XHTML that Tika makes of every format into blocks. Elements that it does not know count as inline text.
 *
 * <p>Ends with {@link #finish()}, also after a parser gave up half-way.
 */
final class XhtmlHandler extends DefaultHandler {

    /** What line ends inside a paragraph mean. */
    enum LineEnds {
        /** White space like any other. */
        SPACE,
        /** What the author typed. */
        KEPT,
        /** Where the line was full. */
        WRAPPED
    }

    /** What the parts of a file are. */
    enum Division {
        PAGES,
        /** Count as pages; the first short line is a title. */
        SLIDES,
        /** No pages; their names are headings of the second level, as the first is the workbook. */
        SHEETS
    }

    private static final Set<String> SKIPPED = Set.of("head", "script", "style", "title");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "aside",
            "nav",
            "blockquote",
            "address",
            "figure",
            "figcaption",
            "dl",
            "form",
            "fieldset",
            "hr",
            "center",
            "body");

    private final TextBuilder out;
    private final LineEnds lineEnds;
    private final Division division;
    private final StringBuilder inline = new StringBuilder();
    private final ListCollector list = new ListCollector();
    private TableCollector table = new TableCollector();
    private int tables;
    private int skipped;
    private int preformatted;
    private int heading;
    private int annotations;
    private boolean slideTitleDue;
    private boolean termOpen;

    XhtmlHandler(TextBuilder out, LineEnds lineEnds, Division division) {
        this.out = out;
        this.lineEnds = lineEnds;
        this.division = division;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes)
            throws WriteLimitReachedException {
        String name = name(localName, qName);
        if (skipped > 0 || SKIPPED.contains(name)) {
            skipped++;
            return;
        }
        if (annotations > 0) {
            annotations++;
        }
        if (BLOCKS.contains(name)) {
            endBlock();
            startDivision(attributes.getValue("class"));
        } else if (isHeading(name)) {
            endBlock();
            heading = name.charAt(1) - '0' + (division == Division.SHEETS ? 1 : 0);
        } else {
            startStructure(name);
        }
    }

    private void startStructure(String name) throws WriteLimitReachedException {
        switch (name) {
            case "br" -> inline.append('\n');
            case "table" -> startTable();
            case "tr", "td", "th" -> endBlock();
            case "ul", "ol" -> {
                endBlock();
                list.open("ol".equals(name));
            }
            case "li" -> {
                endBlock();
                list.item();
            }
            case "pre" -> {
                endBlock();
                preformatted++;
            }
            case "dd" -> {
                if (!termOpen) {
                    endBlock();
                }
                termOpen = false;
            }
            case "dt", "caption" -> endBlock();
            default -> {}
        }
    }

    /** Pages and slides; annotations of a PDF are the addresses of its links, which the text shows already. */
    private void startDivision(@Nullable String kind) throws WriteLimitReachedException {
        if (kind == null) {
            return;
        }
        switch (kind) {
            case "page" -> {
                if (lineEnds == LineEnds.WRAPPED) {
                    out.page();
                }
            }
            case "slide-content" -> {
                if (division == Division.SLIDES) {
                    out.page();
                    slideTitleDue = true;
                }
            }
            case "slide-notes" -> slideTitleDue = false;
            case "annotation" -> annotations = Math.max(annotations, 1);
            default -> {}
        }
    }

    private void startTable() throws WriteLimitReachedException {
        endBlock();
        if (tables == 0) {
            endList();
            table = new TableCollector();
        }
        tables++;
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws WriteLimitReachedException {
        if (skipped > 0) {
            skipped--;
            return;
        }
        String name = name(localName, qName);
        if (isHeading(name) || BLOCKS.contains(name)) {
            endBlock();
            heading = 0;
        } else {
            endStructure(name);
        }
        if (annotations > 0) {
            annotations--;
        }
    }

    private void endStructure(String name) throws WriteLimitReachedException {
        switch (name) {
            case "td", "th" -> {
                endBlock();
                if (tables == 1) {
                    table.endCell();
                }
            }
            case "tr" -> {
                if (tables == 1) {
                    endBlock();
                    table.endRow();
                }
            }
            case "table" -> endTable();
            case "ul", "ol" -> {
                endBlock();
                if (list.close()) {
                    endList();
                }
            }
            case "pre" -> {
                endBlock();
                preformatted = Math.max(0, preformatted - 1);
            }
            case "dt" -> {
                termOpen = !inline.isEmpty() && tables == 0;
                if (termOpen) {
                    inline.append(": ");
                }
            }
            case "li", "dd", "caption" -> endBlock();
            default -> {}
        }
    }

    private void endTable() throws WriteLimitReachedException {
        endBlock();
        tables = Math.max(0, tables - 1);
        if (tables == 0) {
            table.writeTo(out);
            table = new TableCollector();
        }
    }

    @Override
    public void characters(char[] text, int start, int length) throws WriteLimitReachedException {
        if (skipped > 0 || annotations > 0) {
            return;
        }
        if (lineEnds == LineEnds.SPACE && preformatted == 0) {
            for (int i = start; i < start + length; i++) {
                inline.append(text[i] == '\n' || text[i] == '\r' ? ' ' : text[i]);
            }
        } else {
            inline.append(text, start, length);
        }
        if ((long) inline.length() + table.length() + list.length() > out.remaining()) {
            finish();
            throw out.limitReached();
        }
    }

    @Override
    public void ignorableWhitespace(char[] text, int start, int length) throws WriteLimitReachedException {
        if (!inline.isEmpty()) {
            characters(text, start, length);
        }
    }

    /** Writes what is still open. */
    void finish() throws WriteLimitReachedException {
        endBlock();
        if (tables > 0) {
            table.endCell();
            table.endRow();
            tables = 1;
            endTable();
        }
        endList();
    }

    /** An embedded document comes next: what came before is before it. */
    void interrupt() throws WriteLimitReachedException {
        if (tables == 0) {
            endBlock();
            endList();
        }
    }

    private void endBlock() throws WriteLimitReachedException {
        if (inline.isEmpty()) {
            return;
        }
        String text = inline.toString();
        inline.setLength(0);
        if (tables > 0) {
            table.text(text);
        } else if (list.isOpen()) {
            list.text(Characters.lines(text));
        } else if (preformatted > 0) {
            out.code("", text);
        } else if (heading > 0) {
            out.heading(heading, text);
        } else {
            paragraph(lineEnds == LineEnds.WRAPPED ? Lines.joined(text) : text);
        }
    }

    private void paragraph(String text) throws WriteLimitReachedException {
        if (slideTitleDue && !text.isBlank()) {
            slideTitleDue = false;
            if (text.strip().length() <= 120) {
                out.heading(2, text);
                return;
            }
        }
        out.paragraph(text);
    }

    private void endList() throws WriteLimitReachedException {
        out.list(list.take());
    }

    private static boolean isHeading(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6';
    }

    private static String name(String localName, String qName) {
        return (localName.isEmpty() ? qName : localName).toLowerCase(Locale.ROOT);
    }
}
