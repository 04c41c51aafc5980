package dev.tributary.parser.text;

import dev.tributary.content.ParsedText;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.TextLimits;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Reads untrusted files. Costly to make, meant to be kept. Runs parsers that may hang, take all memory or end the
 * process: call it in a worker only.
 */
public final class DocumentReader {

    private final Tika tika = new Tika();
    private final MarkdownReader markdown = new MarkdownReader();
    private final TextLimits limits;

    public DocumentReader(TextLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a file; what language it is in is for others to say.
     *
     * @param mediaType what its source says it is, if anything
     * @throws DiskFullException if there was no room for what a parser puts aside
     * @throws IOException if the file itself cannot be opened
     */
    public ParseOutcome read(Path file, @Nullable String mediaType, @Nullable String fileName) throws IOException {
        Metadata metadata = new Metadata();
        if (fileName != null) {
            metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, fileName);
        }
        if (mediaType != null) {
            metadata.set(Metadata.CONTENT_TYPE, mediaType);
        }
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            return stream.getLength() == 0 ? Rejections.empty(null) : read(stream, metadata);
        }
    }

    private ParseOutcome read(TikaInputStream stream, Metadata metadata) throws DiskFullException {
        TextBuilder out = new TextBuilder(limits.characters());
        Reader reader = new Reader(tika, markdown, limits, out);
        String mediaType = MediaType.OCTET_STREAM.toString();
        try {
            mediaType = reader.mediaType(stream, metadata);
            if (!reader.supports(mediaType, metadata)) {
                return Rejections.unsupported(mediaType);
            }
            reader.read(stream, mediaType, metadata);
            promoteOutline(stream, mediaType, out);
        } catch (WriteLimitReachedException full) {
            return outcome(mediaType, metadata, out);
        } catch (SAXException
                | TikaException
                | IOException
                | RuntimeException
                | StackOverflowError
                | LinkageError failure) {
            return failed(failure, mediaType, metadata, out);
        }
        return outcome(mediaType, metadata, out);
    }

    /** A PDF with a bad page still gives the text of the others; other formats fail as a whole. */
    private ParseOutcome failed(Throwable failure, String mediaType, Metadata metadata, TextBuilder out)
            throws DiskFullException {
        DiskFullException.throwIfIn(failure);
        if ("application/pdf".equals(mediaType) && !out.isEmpty() && !out.isFull()) {
            out.warn("Parts of the PDF are damaged and could not be read: " + Rejections.cause(failure));
            return outcome(mediaType, metadata, out);
        }
        return out.isFull() ? outcome(mediaType, metadata, out) : Rejections.of(failure, mediaType);
    }

    private static void promoteOutline(TikaInputStream stream, String mediaType, TextBuilder out) throws IOException {
        if ("application/pdf".equals(mediaType)) {
            out.promote(PdfOutline.of(stream.getPath()));
        }
    }

    private ParseOutcome outcome(String mediaType, Metadata metadata, TextBuilder out) {
        if (out.isEmpty()) {
            String description = Descriptions.of(metadata, mediaType, out.silent());
            if (description.isEmpty()) {
                return Formats.isUnreadable(mediaType)
                        ? Rejections.unsupported(mediaType)
                        : Rejections.empty(mediaType);
            }
            out.describe(description);
            out.warn("No text was found in it; this description comes from what the file says about itself.");
        }
        TextBuilder.Text text = out.build();
        return new ParseOutcome.Parsed(new ParsedText(
                mediaType,
                Titles.of(metadata.get(TikaCoreProperties.TITLE), text.markdown(), text.blocks()),
                null,
                text.markdown(),
                text.blocks(),
                text.pages(),
                Properties.of(metadata),
                out.warnings()));
    }
}
