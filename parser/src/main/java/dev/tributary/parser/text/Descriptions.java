package dev.tributary.parser.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TIFF;

/** A few words on a file that has no text of its own, from what it says about itself. */
final class Descriptions {

    private static final Map<String, String> FACTS = facts();

    /** Not worth a document on their own. */
    private static final Set<String> ASIDE = Set.of("dc:creator", "dcterms:created", "dcterms:modified");

    private Descriptions() {}

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("dc:title", "Title");
        facts.put("xmpDM:artist", "Artist");
        facts.put("xmpDM:album", "Album");
        facts.put("xmpDM:genre", "Genre");
        facts.put("xmpDM:releaseDate", "Released");
        facts.put("dc:creator", "Author");
        facts.put("dc:subject", "Subject");
        facts.put("dc:description", "Description");
        facts.put("meta:keyword", "Keywords");
        facts.put("tiff:Model", "Camera");
        facts.put("dcterms:created", "Created");
        facts.put("dcterms:modified", "Modified");
        return facts;
    }

    /**
     * One sentence for each fact; empty if the file says nothing that a person would search for.
     *
     * @param fileNames of the files in it
     */
    static String of(Metadata metadata, String mediaType, List<String> fileNames) {
        StringBuilder sentences = new StringBuilder();
        String width = Properties.values(metadata, TIFF.IMAGE_WIDTH.getName());
        String height = Properties.values(metadata, TIFF.IMAGE_LENGTH.getName());
        if (!width.isEmpty() && !height.isEmpty()) {
            sentences.append(", ").append(width).append(" × ").append(height).append(" pixels");
        }
        if (!fileNames.isEmpty()) {
            sentences.append(" with the files ").append(String.join(", ", fileNames));
        }
        boolean useful = !sentences.isEmpty();
        for (Map.Entry<String, String> fact : FACTS.entrySet()) {
            String value = Properties.values(metadata, fact.getKey());
            if (!value.isEmpty()) {
                useful |= !ASIDE.contains(fact.getKey());
                sentences.append(". ").append(fact.getValue()).append(": ").append(value);
            }
        }
        return !useful ? "" : Formats.name(mediaType) + sentences + ".";
    }
}
