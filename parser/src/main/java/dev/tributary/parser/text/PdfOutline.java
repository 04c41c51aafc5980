package dev.tributary.parser.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** The bookmarks of a PDF, which are its headings from the second level on; the first is the document. */
final class PdfOutline {

    private static final int MOST = 5_000;

    private PdfOutline() {}

    /** Level by text, in the form of {@link TextBuilder#outlineKey}; none if the outline is broken. */
    static Map<String, Integer> of(Path file) {
        Map<String, Integer> levels = new HashMap<>();
        try (PDDocument document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
            PDOutlineNode outline = document.getDocumentCatalog().getDocumentOutline();
            if (outline != null) {
                collect(outline, 2, levels);
            }
        } catch (IOException | RuntimeException brokenOutline) {
            levels.clear();
        }
        return levels;
    }

    private static void collect(PDOutlineNode parent, int level, Map<String, Integer> levels) {
        int siblings = 0;
        for (PDOutlineItem item : parent.children()) {
            if (++siblings > MOST || levels.size() > MOST) {
                return;
            }
            String title = item.getTitle() == null ? "" : TextBuilder.outlineKey(item.getTitle());
            if (title.length() > 2) {
                levels.putIfAbsent(title, level);
            }
            if (level < 6) {
                collect(item, level + 1, levels);
            }
        }
    }
}
