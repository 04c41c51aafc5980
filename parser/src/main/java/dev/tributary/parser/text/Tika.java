package dev.tributary.parser.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.tika.config.ServiceLoader;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.DefaultParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.external.CompositeExternalParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig.OCR_STRATEGY;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Tika, set up once: no programs started, no recognition of text in images, no macros. */
final class Tika {

    private final Detector detector;
    private final CompositeParser parsers;
    private final Set<MediaType> supported;
    private final Parser detecting;

    Tika() {
        MimeTypes types = MimeTypes.getDefaultMimeTypes();
        this.detector = new DefaultDetector(types);
        this.parsers = new DefaultParser(
                types.getMediaTypeRegistry(),
                new ServiceLoader(Tika.class.getClassLoader()),
                Set.of(TesseractOCRParser.class, CompositeExternalParser.class));
        this.supported = parsers.getSupportedTypes(new ParseContext());
        this.detecting = new AutoDetectParser(detector, parsers);
    }

    MediaType detect(InputStream stream, Metadata metadata) throws IOException {
        return detector.detect(stream, metadata);
    }

    /** Whether there is a parser for the type or for one that it is a kind of. */
    boolean supports(MediaType type) {
        MediaType current = type;
        while (current != null) {
            if (supported.contains(current)) {
                return true;
            }
            current = parsers.getMediaTypeRegistry().getSupertype(current);
        }
        return false;
    }

    /** Whether the type is a kind of plain text. */
    boolean isText(MediaType type) {
        return parsers.getMediaTypeRegistry().isInstanceOf(type, MediaType.TEXT_PLAIN);
    }

    /** Runs the parser for the content type that the metadata name. */
    void parse(InputStream stream, ContentHandler handler, Metadata metadata, EmbeddedDocumentExtractor embedded)
            throws IOException, SAXException, TikaException {
        ParseContext context = new ParseContext();
        context.set(EmbeddedDocumentExtractor.class, embedded);
        context.set(Parser.class, detecting);
        context.set(PDFParserConfig.class, pdf());
        context.set(OfficeParserConfig.class, office());
        parsers.parse(stream, handler, metadata, context);
    }

    private static PDFParserConfig pdf() {
        PDFParserConfig config = new PDFParserConfig();
        config.setOcrStrategy(OCR_STRATEGY.NO_OCR);
        config.setExtractInlineImages(false);
        config.setSortByPosition(false);
        config.setExtractBookmarksText(false);
        config.setExtractAnnotationText(true);
        config.setParseIncrementalUpdates(false);
        return config;
    }

    private static OfficeParserConfig office() {
        OfficeParserConfig config = new OfficeParserConfig();
        config.setExtractMacros(false);
        config.setIncludeDeletedContent(false);
        config.setIncludeMoveFromContent(false);
        config.setIncludeSlideMasterContent(false);
        config.setIncludeHeadersAndFooters(false);
        config.setConcatenatePhoneticRuns(false);
        return config;
    }
}
