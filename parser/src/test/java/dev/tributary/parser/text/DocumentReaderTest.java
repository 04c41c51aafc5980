package dev.tributary.parser.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.content.ParsedText;
import dev.tributary.events.RejectionReason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DocumentReaderTest {

    private final Reading reading = new Reading();

    @Test
    void aPdfHasPagesJoinedLinesAndItsOutlineAsHeadings() throws IOException {
        PDDocument document = Documents.pdf(
                new String[] {
                    "Travel policy",
                },
                new String[] {
                    "Every employee who travels for the company books the jour-",
                    "ney at least fourteen days before the date of departure, and",
                    "keeps the receipts."
                });
        Documents.outline(document, "Travel Policy");

        ParsedText text = reading.text("a.pdf", Documents.bytes(document));

        assertThat(Reading.blocks(text))
                .containsExactly(
                        "HEADING: ## Travel policy",
                        "PARAGRAPH: Every employee who travels for the company books the journey at least fourteen days"
                                + " before the date of departure, and keeps the receipts.");
        assertThat(text.pages()).containsExactly(0, text.blocks().get(1).start());
        assertThat(text.pageAt(text.markdown().indexOf("receipts"))).isEqualTo(2);
    }

    @Test
    void aTextThatBeginsLikeAnotherFormatIsWhatItsNameSays() {
        assertThat(reading.text("prices.csv", "Article,Price\nChair,49\n").mediaType())
                .isEqualTo("text/csv");
        assertThat(reading.text("notes.md", "From: the office\nSubject: nothing\n\n# Notes\n")
                        .mediaType())
                .isEqualTo("text/markdown");
        assertThat(reading.text("notes.txt", "Article 1 of the contract says so.\n")
                        .mediaType())
                .isEqualTo("text/plain");
    }

    @Test
    void anEncryptedPdfIsRejectedWithACure() throws IOException {
        PDDocument document = Documents.pdf(new String[] {"secret"});
        document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));

        var rejected = reading.rejected("a.pdf", Documents.bytes(document));

        assertThat(rejected.reason()).isEqualTo(RejectionReason.ENCRYPTED);
        assertThat(rejected.message()).contains("PDF is encrypted", "without a password");
    }

    @Test
    void aWordDocumentHasHeadingsAndTables() {
        byte[] word = Documents.word(document -> {
            XWPFParagraph heading = document.createParagraph();
            heading.setStyle("Heading1");
            heading.createRun().setText("Prices");
            document.createStyles();
            document.createParagraph().createRun().setText("All prices in euros.");
            XWPFTable table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("Item");
            table.getRow(0).getCell(1).setText("Price | net");
            table.getRow(1).getCell(0).setText("Chair");
            table.getRow(1).getCell(1).setText("49");
            document.getProperties().getCoreProperties().setTitle("Microsoft Word - prices.docx");
            document.getProperties().getCoreProperties().setCreator("Ada");
        });

        ParsedText text = reading.text("a.docx", word);

        assertThat(text.markdown())
                .contains("All prices in euros.", "| Item | Price \\| net |\n| --- | --- |\n| Chair | 49 |");
        assertThat(text.title()).isNotEqualTo("Microsoft Word - prices.docx");
        assertThat(text.properties()).containsEntry("author", "Ada");
    }

    @Test
    void aWorkbookHasAHeadingAndATableForEachSheet() {
        byte[] excel = Documents.excel(workbook -> {
            var row = workbook.createSheet("Staff").createRow(0);
            row.createCell(0).setCellValue("Name");
            row.createCell(2).setCellValue("Room");
            workbook.createSheet("Empty");
        });

        ParsedText text = reading.text("a.xlsx", excel);

        assertThat(text.markdown()).startsWith("## Staff\n\n| Name |  | Room |\n| --- | --- | --- |");
        assertThat(text.title()).isNull();
        assertThat(text.pages()).isEmpty();
    }

    @Test
    void htmlKeepsNestedListsCodeAndTablesAndDropsLayout() {
        ParsedText text = reading.text("a.html", """
                <html><head><title>Hand\u200Bbook</title><style>p{}</style></head><body>
                <h1>Start</h1><p>One
                  line.<script>alert(1)</script></p>
                <ol><li>first<ul><li>inner</li></ul></li><li>second</li></ol>
                <pre>a  b
                c</pre>
                <table><tr><td><p>Only layout</p></td></tr></table>
                <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><table><tr><td>x</td><td>y</td></tr></table></td>
                </tr></table></body></html>
                """);

        assertThat(Reading.blocks(text))
                .containsExactly(
                        "HEADING: # Start",
                        "PARAGRAPH: One line.",
                        "LIST: 1. first\n   - inner\n2. second",
                        "CODE: ```\na  b\nc\n```",
                        "PARAGRAPH: Only layout",
                        "TABLE: | A | B |\n| --- | --- |\n| 1 | x y |");
        assertThat(text.title()).isEqualTo("Handbook");
    }

    @Test
    void markdownIsKeptAsWrittenWithoutItsFrontMatter() {
        ParsedText text = reading.text("a.md", """
                ---
                title: "On leave"
                author: Ada
                ---

                # Leave

                See [this](x.md).

                - a
                  - b

                | a | b |
                |---|---|
                | 1 | 2 |

                ```sh
                ls
                ```

                [ref]: http://example.org
                """);

        assertThat(Reading.blocks(text))
                .containsExactly(
                        "HEADING: # Leave",
                        "PARAGRAPH: See [this](x.md).",
                        "LIST: - a\n  - b",
                        "TABLE: | a | b |\n|---|---|\n| 1 | 2 |",
                        "CODE: ```sh\nls\n```",
                        "PARAGRAPH: [ref]: http://example.org");
        assertThat(text.title()).isEqualTo("On leave");
        assertThat(text.properties()).containsEntry("author", "Ada");
    }

    @Test
    void aMailHasItsHeaderAndItsAttachments() {
        ParsedText text = reading.text("a.eml", """
                From: Ada <ada@example.org>
                To: Bob <bob@example.org>
                Subject: Minutes
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/plain

                Please find them attached.
                --x
                Content-Type: text/markdown; name=minutes.md
                Content-Disposition: attachment; filename=minutes.md

                # Decisions

                - go
                --x--
                """);

        assertThat(text.markdown())
                .startsWith("# Minutes\n\nFrom: Ada <ada@example.org>\nTo: Bob <bob@example.org>")
                .contains("Please find them attached.")
                .contains("## minutes.md\n\n# Decisions\n\n- go");
        assertThat(text.title()).isEqualTo("Minutes");
    }

    @Test
    void otherTextFormatsHaveTheirStructure() {
        assertThat(reading.text("a.csv", "name;age\n\"Ada;L\";36\n").markdown())
                .isEqualTo("| name | age |\n| --- | --- |\n| Ada;L | 36 |");
        assertThat(reading.text("a.json", "{\"a\": 1}").markdown()).isEqualTo("```json\n{\"a\": 1}\n```");
        assertThat(reading.text("a.adoc", "= Guide\n\n== Use\n\nLike so.\n").markdown())
                .isEqualTo("# Guide\n\n## Use\n\nLike so.");
        assertThat(reading.text("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hello\nall.\n")
                        .markdown())
                .isEqualTo("Ada: Hello all.");
        assertThat(reading.text("a.txt", "one\ntwo\r\n\r\n\r\nthree\0\u202E").markdown())
                .isEqualTo("one\ntwo\n\nthree");
    }

    @Test
    void encodingsAreFoundOut() {
        String words = "Größe und Übermaß sind für die Prüfung äußerst wichtig, heißt es im Büro über der Straße.";

        assertThat(reading.text("a.txt", words.getBytes(Charset.forName("windows-1252")))
                        .markdown())
                .isEqualTo(words);
        assertThat(reading.text("b.txt", words.getBytes(StandardCharsets.UTF_16))
                        .markdown())
                .isEqualTo(words);
    }

    @Test
    void aPictureIsDescribed() {
        byte[] png = Documents.written(
                out -> ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "png", out));

        ParsedText text = reading.text("a.png", png);

        assertThat(text.markdown()).startsWith("PNG image, 8 × 6 pixels");
        assertThat(text.warnings()).anyMatch(warning -> warning.startsWith("No text was found"));
    }

    @Test
    void whatCannotBeReadIsRejectedWithItsReason() {
        assertThat(reading.rejected("a.pdf", new byte[0]).reason()).isEqualTo(RejectionReason.EMPTY);
        assertThat(reading.rejected("a.txt", " \n ".getBytes(StandardCharsets.UTF_8))
                        .reason())
                .isEqualTo(RejectionReason.EMPTY);
        assertThat(reading.rejected("a.bin", new byte[] {0, 1, 2, 3, 4, 5}).reason())
                .isEqualTo(RejectionReason.UNSUPPORTED);
        assertThat(reading.rejected("a.pdf", "%PDF-1.7 and no more".getBytes(StandardCharsets.UTF_8))
                        .reason())
                .isEqualTo(RejectionReason.CORRUPT);
    }

    @Test
    void whatIsTooMuchIsCutWithAWarning() {
        ParsedText cut = reading.text("a.txt", "word ".repeat(10_000));
        assertThat(cut.markdown()).hasSizeBetween(19_000, 20_000);
        assertThat(cut.warnings())
                .containsExactly("Only the first 20,000 characters were taken; the document is longer.");

        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            entries.put(i + ".txt", ("entry " + i).getBytes(StandardCharsets.UTF_8));
        }
        ParsedText archive = reading.text("a.zip", Documents.zip(entries));
        assertThat(archive.markdown()).contains("## 19.txt\n\nentry 19").doesNotContain("entry 20");
        assertThat(archive.warnings()).containsExactly("Only the first 20 files inside this file were read.");
    }

    @Test
    void archivesInArchivesAreFollowedToTheLimit() {
        byte[] archive = "the core".getBytes(StandardCharsets.UTF_8);
        String name = "core.txt";
        for (int i = 0; i < 5; i++) {
            archive = Documents.zip(Map.of(name, archive));
            name = i + ".zip";
        }

        assertThat(reading.text("a.zip", archive).markdown()).doesNotContain("the core");
    }

    @Test
    void theSameBytesGiveTheSameText() {
        byte[] html = "<p>Some words, whatever they may be.</p>".getBytes(StandardCharsets.UTF_8);

        assertThat(reading.text("a.html", html).toJson())
                .isEqualTo(new Reading().text("b.html", html).toJson());
    }
}
