package dev.tributary.parser.text;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Media types: which ones are text that is read here, and what people call them. */
final class Formats {

    /** How a text format is read. */
    enum Text {
        MARKDOWN,
        PLAIN,
        TABLE,
        SUBTITLES,
        CODE
    }

    private static final Map<String, Text> TEXTS = Map.ofEntries(
            Map.entry("text/markdown", Text.MARKDOWN),
            Map.entry("text/plain", Text.PLAIN),
            Map.entry("text/x-asciidoc", Text.PLAIN),
            Map.entry("text/x-org", Text.PLAIN),
            Map.entry("application/x-tex", Text.PLAIN),
            Map.entry("text/csv", Text.TABLE),
            Map.entry("text/tab-separated-values", Text.TABLE),
            Map.entry("text/vtt", Text.SUBTITLES),
            Map.entry("application/x-subrip", Text.SUBTITLES));

    private static final Map<String, String> SAME = Map.of(
            "text/x-web-markdown", "text/markdown",
            "text/x-markdown", "text/markdown",
            "text/x-rst", "text/plain",
            "text/x-log", "text/plain",
            "text/troff", "text/plain");

    private static final Set<String> CODE = Set.of(
            "application/json",
            "application/xml",
            "text/xml",
            "application/javascript",
            "application/x-sh",
            "application/x-bat",
            "application/toml",
            "application/sql",
            "text/css",
            "application/x-httpd-php",
            "application/rdf+xml",
            "application/xml-dtd");

    /** What Tika takes a text for because of how it begins ("Article", "From", "%"): the file's name knows better. */
    private static final Set<String> FROM_FIRST_WORDS =
            Set.of("text/plain", "text/x-matlab", "message/news", "message/rfc822", "application/mbox");

    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("md", "text/markdown"),
            Map.entry("markdown", "text/markdown"),
            Map.entry("txt", "text/plain"),
            Map.entry("adoc", "text/x-asciidoc"),
            Map.entry("asciidoc", "text/x-asciidoc"),
            Map.entry("org", "text/x-org"),
            Map.entry("tex", "application/x-tex"),
            Map.entry("vtt", "text/vtt"),
            Map.entry("srt", "application/x-subrip"),
            Map.entry("csv", "text/csv"),
            Map.entry("tsv", "text/tab-separated-values"));

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("application/pdf", "PDF"),
            Map.entry("application/x-tika-ooxml-protected", "Office document"),
            Map.entry("application/msword", "Word document"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document"),
            Map.entry("application/vnd.ms-excel", "Excel workbook"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook"),
            Map.entry("application/vnd.ms-powerpoint", "PowerPoint presentation"),
            Map.entry(
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                    "PowerPoint presentation"),
            Map.entry("application/vnd.oasis.opendocument.text", "OpenDocument text"),
            Map.entry("application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"),
            Map.entry("application/vnd.oasis.opendocument.presentation", "OpenDocument presentation"),
            Map.entry("application/rtf", "RTF document"),
            Map.entry("application/epub+zip", "EPUB book"),
            Map.entry("application/zip", "ZIP archive"),
            Map.entry("application/gzip", "gzip file"),
            Map.entry("application/vnd.wordperfect", "WordPerfect document"),
            Map.entry("application/msword2", "Word 2 document"),
            Map.entry("application/vnd.ms-works", "Microsoft Works document"),
            Map.entry("application/vnd.apple.keynote.18", "Keynote presentation"),
            Map.entry("application/vnd.apple.keynote.13", "Keynote presentation"),
            Map.entry("application/vnd.apple.numbers.13", "Numbers spreadsheet"),
            Map.entry("application/vnd.apple.pages.13", "Pages document"),
            Map.entry("application/vnd.apple.unknown.13", "iWork document"),
            Map.entry("text/plain", "text file"),
            Map.entry("message/rfc822", "e-mail"),
            Map.entry("application/vnd.ms-outlook", "Outlook message"),
            Map.entry("text/html", "HTML page"),
            Map.entry("application/octet-stream", "file of an unknown format"));

    /** Tika recognises these, and finds no text in them even where there is some. */
    private static final Set<String> UNREADABLE = Set.of(
            "application/vnd.apple.keynote.18",
            "application/vnd.apple.keynote.13",
            "application/vnd.apple.numbers.13",
            "application/vnd.apple.pages.13",
            "application/vnd.apple.pages.18",
            "application/vnd.apple.unknown.13",
            "application/vnd.ms-works");

    private Formats() {}

    static boolean isUnreadable(String mediaType) {
        return UNREADABLE.contains(mediaType);
    }

    /** The media type under the one name that is used for it, and told apart by the file's name where bytes cannot. */
    static String canonical(String detected, @Nullable String fileName) {
        String type = detected.startsWith("application/x-isatab")
                ? "text/tab-separated-values"
                : SAME.getOrDefault(detected, detected);
        return FROM_FIRST_WORDS.contains(type) ? EXTENSIONS.getOrDefault(extension(fileName), type) : type;
    }

    private static String extension(@Nullable String fileName) {
        return fileName == null
                ? ""
                : fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Null for formats that are not text. */
    static @Nullable Text text(String mediaType) {
        Text known = TEXTS.get(mediaType);
        if (known != null) {
            return known;
        }
        if (CODE.contains(mediaType) || mediaType.startsWith("text/x-")) {
            return Text.CODE;
        }
        return mediaType.startsWith("text/") && !"text/html".equals(mediaType) ? Text.PLAIN : null;
    }

    /** The word behind a fence. */
    static String codeLanguage(String mediaType) {
        String subtype = mediaType.substring(mediaType.indexOf('/') + 1);
        return subtype.replaceFirst("^x-", "").replaceFirst("src$|source$", "").replaceAll("[^a-z0-9]", "");
    }

    /** What a person calls a file of this type, at the start of a sentence. */
    static String name(String mediaType) {
        String known = NAMES.get(mediaType);
        if (known != null) {
            return known;
        }
        String subtype = mediaType.substring(mediaType.indexOf('/') + 1).replaceFirst("^(x-|vnd\\.)", "");
        if (mediaType.startsWith("image/")) {
            return subtype.toUpperCase(Locale.ROOT) + " image";
        }
        if (mediaType.startsWith("audio/")) {
            return subtype.toUpperCase(Locale.ROOT) + " audio";
        }
        return mediaType.startsWith("video/") ? subtype.toUpperCase(Locale.ROOT) + " video" : mediaType + " file";
    }
}
