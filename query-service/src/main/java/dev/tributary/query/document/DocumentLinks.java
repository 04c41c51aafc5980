package dev.tributary.query.document;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where a person can look at documents: pages of the web where they are, all others on our own page.
 *
 * @param base of this service, without a slash at the end
 */
public record DocumentLinks(String base) {

    private static final Pattern WEB = Pattern.compile("https?://[^\\s\\p{Cntrl}]+", Pattern.CASE_INSENSITIVE);

    /** Never empty. */
    public String to(UUID documentId, String uri) {
        String visible = VisibleText.line(uri);
        return WEB.matcher(visible).matches() ? visible : base + "/document.html?id=" + documentId;
    }
}
