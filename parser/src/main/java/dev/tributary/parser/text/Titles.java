package dev.tributary.parser.text;

import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what a document calls itself. */
final class Titles {

    private static final int LONGEST = 300;

    /** What programs and templates leave in the field for the title. */
    private static final Pattern NO_TITLE = Pattern.compile(
            "(?i)\\s*|untitled.*|no title|none|null|title|document ?\\d*|presentation ?\\d*|powerpoint presentation|slide \\d+"
                    + "|microsoft (word|powerpoint|excel)( - .*)?|(book|workbook|sheet) ?\\d*|unbenannt.*|sans titre.*"
                    + "|.*\\.(docx?|dotx?|pdf|xlsx?|pptx?|odt|ods|odp|rtf|txt|tex|dvi|indd|qxd|html?|eps|ps|pub|vsdx?)"
                    + "|[\\w-]*\\d[\\w-]*|[^\\p{L}]*");

    private static final Pattern MARKUP =
            Pattern.compile("^#{1,6}\\s+|\\s+#+\\s*$|[*_`]{1,3}(?=\\S)|(?<=\\S)[*_`]{1,3}");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");

    private Titles() {}

    /** The declared title if a person can have written it, else the first heading of level 1, else null. */
    static @Nullable String of(@Nullable String declared, String markdown, List<Block> blocks) {
        String title = declared == null ? "" : Characters.oneLine(declared);
        if (!NO_TITLE.matcher(title).matches()) {
            return bounded(title);
        }
        for (Block block : blocks) {
            if (block.kind() == Kind.HEADING && block.level() == 1) {
                String heading = plain(markdown.substring(block.start(), block.end()));
                return heading.isEmpty() ? null : bounded(heading);
            }
        }
        return null;
    }

    private static String plain(String heading) {
        String line = heading.lines().findFirst().orElse("");
        return MARKUP.matcher(LINK.matcher(line).replaceAll("$1"))
                .replaceAll("")
                .strip();
    }

    private static String bounded(String title) {
        return title.length() <= LONGEST
                ? title
                : title.substring(0, LONGEST - 1).stripTrailing() + "…";
    }
}
