package dev.tributary.parser.text;

import dev.tributary.parser.TextLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads attachments, entries of archives and objects in documents, each under a heading with its name. */
final class EmbeddedReader {

    private static final Set<String> DECORATION =
            Set.of("INLINE", "MACRO", "METADATA", "FONT", "THUMBNAIL", "RENDERING");

    private final Reader reader;
    private final TextLimits limits;
    private final TextBuilder out;
    private int seen;
    private int depth;

    EmbeddedReader(Reader reader, TextLimits limits, TextBuilder out) {
        this.reader = reader;
        this.limits = limits;
        this.out = out;
    }

    /** What Tika calls for each file inside the one whose text goes to the handler. */
    EmbeddedDocumentExtractor within(XhtmlHandler outer) {
        return new EmbeddedDocumentExtractor() {
            @Override
            public boolean shouldParseEmbedded(Metadata metadata) {
                String kind = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
                return kind == null || !DECORATION.contains(kind);
            }

            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
                    throws SAXException, IOException {
                if (out.isFull()) {
                    throw out.limitReached();
                }
                outer.interrupt();
                readOne(stream, metadata);
            }
        };
    }

    private void readOne(InputStream stream, Metadata metadata) throws SAXException, IOException {
        if (++seen > limits.embedded()) {
            out.warn(String.format(
                    Locale.ROOT, "Only the first %,d files inside this file were read.", limits.embedded()));
            throw out.stop();
        }
        if (depth >= limits.depth()) {
            out.warn("Files inside files were followed %d deep, not further.".formatted(limits.depth()));
            return;
        }
        String name =
                Characters.oneLine(Objects.requireNonNullElse(metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY), ""));
        depth++;
        try {
            readNamed(stream, name, metadata);
        } finally {
            depth--;
        }
    }

    private void readNamed(InputStream stream, String name, Metadata metadata) throws SAXException, IOException {
        int before = out.mark();
        int pages = out.pageMark();
        out.heading(Math.min(6, depth + 1), name);
        int body = out.mark();
        TikaInputStream embedded = TikaInputStream.get(stream);
        try {
            metadata.remove(Metadata.CONTENT_TYPE);
            String mediaType = reader.mediaType(embedded, metadata);
            if (isText(mediaType, metadata)) {
                reader.read(embedded, mediaType, metadata);
            }
        } catch (WriteLimitReachedException full) {
            throw full;
        } catch (SAXException | TikaException | IOException | RuntimeException | StackOverflowError failure) {
            DiskFullException.throwIfIn(failure);
            if (out.isFull()) {
                throw out.limitReached();
            }
            out.warn("“" + name + "” inside this file could not be read: " + Rejections.cause(failure));
        } finally {
            out.dropPagesSince(pages);
            if (out.mark() == body) {
                out.rollBack(before);
                out.silent(name);
            }
        }
    }

    /** Pictures and sounds have no text; style sheets and scripts of a packed web page none for people. */
    private boolean isText(String mediaType, Metadata metadata) {
        return !mediaType.startsWith("image/")
                && !mediaType.startsWith("audio/")
                && !mediaType.startsWith("video/")
                && !"text/css".equals(mediaType)
                && reader.supports(mediaType, metadata);
    }
}
