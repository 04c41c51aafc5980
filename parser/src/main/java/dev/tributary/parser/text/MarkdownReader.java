package dev.tributary.parser.text;

import dev.tributary.content.ParsedText.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.exception.WriteLimitReachedException;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Markdown stays as it was written; only its blocks are found. A front matter is taken off and gives properties. */
final class MarkdownReader {

    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A---[ \\t]*\\n(.*?)\\n(?:---|\\.\\.\\.)[ \\t]*(?:\\n|\\z)", Pattern.DOTALL);
    private static final Pattern PROPERTY = Pattern.compile("(?m)^([A-Za-z][\\w -]{0,40}):[ \\t]*(\\S.*?)[ \\t]*$");

    private static final Pattern QUOTED = Pattern.compile("\".*\"|'.*'");

    private final Parser parser = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .maxOpenBlockParsers(100)
            .build();

    /** @return the front matter's simple properties, keys in lower case */
    Map<String, String> read(String source, TextBuilder out) throws WriteLimitReachedException {
        String text = Characters.clean(source);
        Matcher matter = FRONT_MATTER.matcher(text);
        boolean hasMatter = matter.find() && !text.substring(matter.end()).isBlank();
        Map<String, String> properties = hasMatter ? properties(matter.group(1)) : Map.of();
        write(hasMatter ? text.substring(matter.end()) : text, out);
        return properties;
    }

    private void write(String text, TextBuilder out) throws WriteLimitReachedException {
        int written = 0;
        for (Node node = parser.parse(text).getFirstChild(); node != null; node = node.getNext()) {
            List<SourceSpan> spans = node.getSourceSpans();
            if (spans.isEmpty()) {
                continue;
            }
            int start = Math.max(written, spans.getFirst().getInputIndex());
            int end = Math.max(
                    start, spans.getLast().getInputIndex() + spans.getLast().getLength());
            between(text.substring(written, start), out);
            writeBlock(node, text.substring(start, end), out);
            written = end;
        }
        between(text.substring(written), out);
    }

    /** What no block owns is text all the same. */
    private static void between(String text, TextBuilder out) throws WriteLimitReachedException {
        out.asWritten(Kind.PARAGRAPH, 0, text.strip());
    }

    private static void writeBlock(Node node, String text, TextBuilder out) throws WriteLimitReachedException {
        Kind kind = switch (node) {
            case Heading heading -> Kind.HEADING;
            case ListBlock list -> Kind.LIST;
            case TableBlock table -> Kind.TABLE;
            case FencedCodeBlock code -> Kind.CODE;
            case IndentedCodeBlock code -> Kind.CODE;
            default -> Kind.PARAGRAPH;
        };
        int level = node instanceof Heading heading ? heading.getLevel() : 0;
        out.asWritten(kind, level, kind == Kind.CODE ? text.stripTrailing() : text.strip());
    }

    private static Map<String, String> properties(String matter) {
        Map<String, String> properties = new TreeMap<>();
        Matcher property = PROPERTY.matcher(matter);
        while (property.find()) {
            String value = property.group(2);
            boolean quoted = QUOTED.matcher(value).matches();
            properties.putIfAbsent(
                    property.group(1).toLowerCase(Locale.ROOT),
                    quoted ? value.substring(1, value.length() - 1) : value);
        }
        return properties;
    }
}
