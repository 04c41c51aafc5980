package dev.tributary.parser.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Small files of many formats. */
public final class Documents {

    /** Fills a document. */
    interface Filling<T> {
        void fill(T document) throws IOException;
    }

    private Documents() {}

    public static byte[] zip(Map<String, byte[]> entries) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                }
            }
        });
    }

    /** A RAR archive, version 4, with one file as it is. */
    public static byte[] rar(String name, byte[] content) {
        byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
        byte[] archive = littleEndian(8).putShort((short) 13).array();
        byte[] file = littleEndian(27 + nameBytes.length)
                .putShort((short) (32 + nameBytes.length))
                .putInt(content.length)
                .putInt(content.length)
                .put((byte) 3)
                .putInt((int) crc(content))
                .putInt(0)
                .put((byte) 20)
                .put((byte) 0x30)
                .putShort((short) nameBytes.length)
                .putInt(0)
                .put(nameBytes)
                .array();
        return written(out -> {
            out.write(new byte[] {'R', 'a', 'r', '!', 0x1a, 7, 0});
            writeRarHeader(out, 0x73, 0, archive);
            writeRarHeader(out, 0x74, 0x8000, file);
            out.write(content);
        });
    }

    private static void writeRarHeader(ByteArrayOutputStream out, int type, int flags, byte[] rest) throws IOException {
        byte[] header = littleEndian(3 + rest.length)
                .put((byte) type)
                .putShort((short) flags)
                .put(rest)
                .array();
        out.write(littleEndian(2).putShort((short) crc(header)).array());
        out.write(header);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    static byte[] word(Filling<XWPFDocument> filling) {
        return written(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                filling.fill(document);
                document.write(out);
            }
        });
    }

    static byte[] excel(Filling<XSSFWorkbook> filling) {
        return written(out -> {
            try (XSSFWorkbook workbook = new XSSFWorkbook()) {
                filling.fill(workbook);
                workbook.write(out);
            }
        });
    }

    /** A PDF with a page for each array of lines. */
    static PDDocument pdf(String[]... pages) throws IOException {
        PDDocument document = new PDDocument();
        for (String[] lines : pages) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                content.setLeading(14);
                content.newLineAtOffset(72, 700);
                for (String line : lines) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
        }
        return document;
    }

    static byte[] bytes(PDDocument document) {
        return written(out -> {
            try (document) {
                document.save(out);
            }
        });
    }

    static void outline(PDDocument document, String title) {
        PDDocumentOutline outline = new PDDocumentOutline();
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(title);
        item.setDestination(document.getPage(0));
        outline.addLast(item);
        document.getDocumentCatalog().setDocumentOutline(outline);
    }

    /** The same archive with one entry's text changed. */
    static byte[] withEntry(byte[] archive, String name, String text) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        entries.put(name, text.getBytes(StandardCharsets.UTF_8));
        return zip(entries);
    }

    static byte[] written(Filling<ByteArrayOutputStream> filling) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            filling.fill(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
