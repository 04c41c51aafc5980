package dev.tributary.parser.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.parser.ParseOutcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No file is read and no connection is made for an entity, also without the confinement of a worker. */
final class ExternalEntitiesTest {

    private static final String SECRET = "TOP-SECRET-CANARY";

    private final Reading reading = new Reading();

    @Test
    void entitiesAreNotResolvedInAnyFormat(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.txt"), SECRET);
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout(1);
            String doctype = "<!DOCTYPE x [<!ENTITY f SYSTEM \"" + secret.toUri() + "\"><!ENTITY n SYSTEM"
                    + " \"http://127.0.0.1:" + server.getLocalPort() + "/n\"><!ENTITY % p SYSTEM \"http://127.0.0.1:"
                    + server.getLocalPort() + "/p\"> %p;]>";

            attacks(doctype)
                    .forEach((name, bytes) -> assertThat(String.valueOf(reading.outcome(name, bytes)))
                            .as(name)
                            .doesNotContain(SECRET));

            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void entitiesThatMultiplyAreBounded() {
        StringBuilder doctype = new StringBuilder("<!DOCTYPE x [<!ENTITY e0 \"ha\">");
        for (int i = 1; i <= 30; i++) {
            String twice = "&e" + (i - 1) + ";";
            doctype.append("<!ENTITY e%d \"%s%s\">".formatted(i, twice, twice));
        }
        String entities = doctype.append("]>").toString();

        attacks(entities).forEach((name, bytes) -> {
            ParseOutcome outcome = reading.outcome(name, bytes);
            assertThat(String.valueOf(outcome)).as(name).hasSizeLessThan(100_000);
        });
    }

    private static Map<String, byte[]> attacks(String doctype) {
        String use = doctype.contains("e30") ? "&e30;" : "&f;&n;";
        String xml = "<?xml version=\"1.0\"?>" + doctype;
        Map<String, byte[]> attacks = new LinkedHashMap<>();
        attacks.put(
                "a.svg", bytes(xml + "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>hello " + use + "</text></svg>"));
        attacks.put(
                "a.xhtml", bytes(xml + "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>" + use + "</body></html>"));
        attacks.put("a.docx", docx(xml, use));
        attacks.put("a.xlsx", xlsx(xml, use));
        attacks.put(
                "a.pdf",
                xfa(xml + "<xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\"><field>" + use + "</field></xdp:xdp>"));
        return attacks;
    }

    private static byte[] docx(String xml, String use) {
        byte[] plain = Documents.word(document -> document.createParagraph());
        return Documents.withEntry(
                plain,
                "word/document.xml",
                xml
                        + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p>"
                        + "<w:r><w:t>" + use + "</w:t></w:r></w:p></w:body></w:document>");
    }

    private static byte[] xlsx(String xml, String use) {
        byte[] plain = Documents.excel(
                workbook -> workbook.createSheet("s").createRow(0).createCell(0).setCellValue("x"));
        return Documents.withEntry(
                plain,
                "xl/sharedStrings.xml",
                xml + "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"1\""
                        + " uniqueCount=\"1\"><si><t>" + use + "</t></si></sst>");
    }

    private static byte[] xfa(String xml) {
        return Documents.written(out -> {
            try (PDDocument document = Documents.pdf(new String[] {"a form"})) {
                PDAcroForm form = new PDAcroForm(document);
                COSStream stream = document.getDocument().createCOSStream();
                try (var content = stream.createOutputStream()) {
                    content.write(bytes(xml));
                }
                form.getCOSObject().setItem(COSName.XFA, stream);
                document.getDocumentCatalog().setAcroForm(form);
                document.save(out);
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
