package dev.tributary.parser.text;

import dev.tributary.parser.TextLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.xml.sax.SAXException;

/** Reads one file, and the files inside it, into one text. */
final class Reader {

    private static final int BYTES_PER_CHARACTER = 4;

    private final Tika tika;
    private final MarkdownReader markdown;
    private final TextLimits limits;
    private final TextBuilder out;
    private final EmbeddedReader embedded;

    Reader(Tika tika, MarkdownReader markdown, TextLimits limits, TextBuilder out) {
        this.tika = tika;
        this.markdown = markdown;
        this.limits = limits;
        this.out = out;
        this.embedded = new EmbeddedReader(this, limits, out);
    }

    /** What the file is; also noted in the metadata. */
    String mediaType(InputStream stream, Metadata metadata) throws IOException {
        MediaType detected = tika.detect(stream, metadata);
        String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
        metadata.set(Metadata.CONTENT_TYPE, detected.toString());
        String type = Formats.canonical(detected.getBaseType().toString(), name);
        return Formats.text(type) == null && !tika.supports(detected) && tika.isText(detected) ? "text/plain" : type;
    }

    /** @param metadata as {@link #mediaType} left them */
    boolean supports(String mediaType, Metadata metadata) {
        MediaType detected = MediaType.parse(metadata.get(Metadata.CONTENT_TYPE));
        return Formats.text(mediaType) != null || (detected != null && tika.supports(detected));
    }

    /** @param metadata names the file's content type; gets what the file says about itself */
    void read(InputStream stream, String mediaType, Metadata metadata) throws IOException, SAXException, TikaException {
        Formats.Text text = Formats.text(mediaType);
        if (text == null) {
            readWithTika(stream, mediaType, metadata);
        } else {
            int maxBytes = (int) Math.min(Integer.MAX_VALUE - 16L, (long) limits.characters() * BYTES_PER_CHARACTER);
            readText(text, mediaType, Charsets.decode(stream, maxBytes), metadata);
            if (stream.read() >= 0) {
                throw out.limitReached();
            }
        }
    }

    private void readText(Formats.Text format, String mediaType, String text, Metadata metadata) throws SAXException {
        switch (format) {
            case MARKDOWN -> addFrontMatter(markdown.read(text, out), metadata);
            case PLAIN -> PlainReader.read(text, mediaType, out);
            case TABLE -> CsvReader.read(text, mediaType, out);
            case SUBTITLES -> SubtitleReader.read(text, out);
            case CODE -> out.code(Formats.codeLanguage(mediaType), text);
        }
    }

    private static void addFrontMatter(Map<String, String> properties, Metadata metadata) {
        Map<String, String> names = Map.of(
                "title", "dc:title",
                "author", "dc:creator",
                "date", "dcterms:created",
                "description", "dc:description",
                "subject", "dc:subject",
                "keywords", "meta:keyword",
                "tags", "meta:keyword");
        names.forEach((key, name) -> {
            String value = properties.get(key);
            if (value != null && metadata.get(name) == null) {
                metadata.add(name, value);
            }
        });
    }

    private void readWithTika(InputStream stream, String mediaType, Metadata metadata)
            throws IOException, SAXException, TikaException {
        XhtmlHandler handler = new XhtmlHandler(out, lineEnds(mediaType), division(mediaType));
        int start = out.mark();
        try {
            tika.parse(stream, handler, metadata, embedded.within(handler));
        } finally {
            handler.finish();
        }
        if ("message/rfc822".equals(mediaType)) {
            out.insertAt(start, mailHeading(metadata));
        }
    }

    /** Subject, sender, recipients and date, which Tika leaves out of the body. */
    private static List<String> mailHeading(Metadata metadata) {
        List<String> lines = new ArrayList<>();
        lines.add(Properties.values(metadata, "dc:title"));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("From", Message.MESSAGE_FROM);
        fields.put("To", Message.MESSAGE_TO);
        fields.put("Cc", Message.MESSAGE_CC);
        fields.put("Date", "dcterms:created");
        fields.forEach((label, key) -> {
            String value = Properties.values(metadata, key);
            if (!value.isEmpty()) {
                lines.add(label + ": " + value);
            }
        });
        return lines;
    }

    private static XhtmlHandler.LineEnds lineEnds(String mediaType) {
        return switch (mediaType) {
            case "application/pdf" -> XhtmlHandler.LineEnds.WRAPPED;
            case "text/html", "application/xhtml+xml", "application/epub+zip", "multipart/related" ->
                XhtmlHandler.LineEnds.SPACE;
            default -> XhtmlHandler.LineEnds.KEPT;
        };
    }

    private static XhtmlHandler.Division division(String mediaType) {
        if (mediaType.contains("presentation") || mediaType.contains("powerpoint")) {
            return XhtmlHandler.Division.SLIDES;
        }
        boolean sheets = mediaType.contains("spreadsheet") || mediaType.contains("excel");
        return sheets ? XhtmlHandler.Division.SHEETS : XhtmlHandler.Division.PAGES;
    }
}
