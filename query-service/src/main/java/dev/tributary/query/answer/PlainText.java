package dev.tributary.query.answer;

import dev.tributary.query.document.VisibleText;
import java.util.regex.Pattern;

/** Makes a sentence out of Markdown readable outside of its document: no links, images, cell borders, line breaks. */
final class PlainText {

    private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\](?:\\([^)]*\\)|\\[[^\\]]*\\])");
    private static final Pattern NUMBER_IN_BRACKETS = Pattern.compile("[\\[【]\\^?(\\d+(?:\\s*[,;]\\s*\\d+)*)[\\]】]");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,200}>");

    private static final Pattern TEMPLATE = Pattern.compile("\\{%[^%]{0,500}%\\}");

    private PlainText() {}

    /** Lists keep their lines. A number in brackets is put in round ones, for it is not a citation of ours. */
    static String of(String markdown) {
        String text = IMAGE.matcher(markdown).replaceAll("$1");
        text = LINK.matcher(text).replaceAll("$1");
        text = TEMPLATE.matcher(text).replaceAll("");
        text = TAG.matcher(text).replaceAll("");
        text = NUMBER_IN_BRACKETS.matcher(text).replaceAll("($1)");
        if (text.stripLeading().startsWith("|")) {
            text = text.replaceAll("(?m)^\\s*\\|\\s*|\\s*\\|\\s*$", "").replaceAll("\\s*\\|\\s*", " – ");
        }
        text = VisibleText.of(text);
        return text.replaceAll("\\s*\\n\\s*(?=[-*+]\\s|\\d{1,3}[.)]\\s)", "\u2028")
                .replaceAll("\\s+", " ")
                .replace("\u2028", "\n")
                .strip();
    }
}
