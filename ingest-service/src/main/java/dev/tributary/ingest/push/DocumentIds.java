package dev.tributary.ingest.push;

import dev.tributary.platform.web.InvalidRequestException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What callers call their documents. */
final class DocumentIds {

    private static final int MAX_LENGTH = 1_024;

    private DocumentIds() {}

    /**
     * The id of a request.
     *
     * @param inPath with the slash before it; empty or a slash if there is none
     * @param inQuery for ids that cannot stand in a path
     */
    static String of(String inPath, @Nullable String inQuery) {
        String path = inPath.startsWith("/") ? inPath.substring(1) : inPath;
        if (!path.isEmpty() && inQuery != null) {
            throw new InvalidRequestException("id", inQuery, "an id in the path, or as the parameter id, but not both");
        }
        String id = path.isEmpty() && inQuery != null ? inQuery : path;
        boolean sound = !id.isBlank()
                && id.length() <= MAX_LENGTH
                && id.codePoints()
                        .noneMatch(point ->
                                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
        if (!sound) {
            throw new InvalidRequestException(
                    "id",
                    id.length() > MAX_LENGTH ? id.length() + " characters" : id,
                    "1 to " + MAX_LENGTH + " characters, no control characters");
        }
        return id;
    }

    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
    }

    /** The last part of an id that looks like a path to a file; null if it does not. */
    static @Nullable String fileName(String id) {
        String name = id.substring(id.lastIndexOf('/') + 1);
        return name.indexOf('.') > 0 ? name : null;
    }
}
