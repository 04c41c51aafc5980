package dev.tributary.parser.text;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.exception.WriteLimitReachedException;

/** Text for people in its own light markup, or in none: paragraphs at blank lines, headings where the format has them. */
final class PlainReader {

    /** Finds a heading: its first group is the level, by length or by name, the second the words. */
    private static final Map<String, Pattern> HEADINGS = Map.of(
            "text/x-asciidoc", Pattern.compile("^(={1,6})\\s+(\\S.*)$"),
            "text/x-org", Pattern.compile("^(\\*{1,6})\\s+(\\S.*)$"),
            "application/x-tex",
                    Pattern.compile("^\\s*\\\\(chapter|section|subsection|subsubsection|paragraph)\\*?\\{(.+?)\\}.*$"));

    private static final Map<String, Integer> LATEX_LEVELS =
            Map.of("chapter", 1, "section", 1, "subsection", 2, "subsubsection", 3, "paragraph", 4);
    private static final Pattern NONE = Pattern.compile("(?!)()()");
    private static final Pattern LATEX_PREAMBLE = Pattern.compile("(?s)\\A.*?\\\\begin\\{document\\}");
    private static final Pattern LATEX_COMMENT = Pattern.compile("(?m)(?<!\\\\)%.*$");

    private PlainReader() {}

    static void read(String source, String mediaType, TextBuilder out) throws WriteLimitReachedException {
        Pattern headings = HEADINGS.getOrDefault(mediaType, NONE);
        StringBuilder paragraph = new StringBuilder();
        for (String line : lines(source, mediaType)) {
            Matcher heading = headings.matcher(line);
            if (heading.matches()) {
                flush(paragraph, out);
                String level = heading.group(1);
                out.heading(LATEX_LEVELS.getOrDefault(level, level.length()), heading.group(2));
            } else if (line.isBlank()) {
                flush(paragraph, out);
            } else {
                paragraph.append(line).append('\n');
            }
        }
        flush(paragraph, out);
    }

    private static Iterable<String> lines(String source, String mediaType) {
        String text = Characters.clean(source);
        if ("application/x-tex".equals(mediaType)) {
            text = LATEX_COMMENT
                    .matcher(LATEX_PREAMBLE.matcher(text).replaceFirst(""))
                    .replaceAll("")
                    .replace("\\end{document}", "");
        }
        return text.lines().toList();
    }

    private static void flush(StringBuilder paragraph, TextBuilder out) throws WriteLimitReachedException {
        out.paragraph(paragraph.toString());
        paragraph.setLength(0);
    }
}
