package dev.tributary.ingest.push;

import dev.tributary.ingest.push.PushedFacts.Readers;
import dev.tributary.platform.web.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/**
 * What a push of bare bytes says by its query: {@code title}, {@code uri}, {@code fileName}, {@code sourceTime}
 * (ISO 8601), {@code readers} (comma-separated), and {@code metadata.<name>} for any further property. The media type is
 * the request's own.
 */
final class PushParameters {

    private static final String METADATA = "metadata.";
    private static final Set<String> NAMES = Set.of("id", "title", "uri", "fileName", "sourceTime", "readers");

    /** What clients send when nobody told them what it is. */
    private static final Set<String> MEANINGLESS =
            Set.of("application/octet-stream", "application/x-www-form-urlencoded");

    private PushParameters() {}

    static PushedFacts read(HttpServletRequest request) {
        Map<String, String> metadata = new HashMap<>();
        for (String name : request.getParameterMap().keySet()) {
            if (name.startsWith(METADATA)) {
                metadata.put(name.substring(METADATA.length()), request.getParameter(name));
            } else if (!NAMES.contains(name)) {
                throw new InvalidRequestException(
                        "parameter", name, String.join(", ", new TreeSet<>(NAMES)) + ", metadata.<name>");
            }
        }
        return new PushedFacts(
                request.getParameter("title"),
                request.getParameter("uri"),
                mediaType(request.getContentType()),
                request.getParameter("fileName"),
                metadata,
                readers(request.getParameterValues("readers")),
                instant(request.getParameter("sourceTime")));
    }

    /** What the form's part of metadata leaves out is taken from its file. */
    static PushedFacts complete(@Nullable PushedFacts metadata, MultipartFile file) {
        PushedFacts said = metadata == null ? new PushedFacts(null, null, null, null, null, null, null) : metadata;
        String original = file.getOriginalFilename();
        return new PushedFacts(
                said.title(),
                said.uri(),
                said.mediaType() == null ? mediaType(file.getContentType()) : said.mediaType(),
                said.fileName() == null && original != null && !original.isBlank() ? original : said.fileName(),
                said.metadata(),
                said.acl(),
                said.sourceTime());
    }

    private static @Nullable String mediaType(@Nullable String contentType) {
        return contentType == null
                        || contentType.isBlank()
                        || MEANINGLESS.contains(contentType.split(";", 2)[0].strip())
                ? null
                : contentType;
    }

    private static @Nullable Readers readers(String @Nullable [] values) {
        return values == null
                ? null
                : new Readers(Stream.of(values)
                        .flatMap(value -> Stream.of(value.split(",")))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.toSet()));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new InvalidRequestException("sourceTime", text, "a time such as 2026-01-31T12:00:00Z");
        }
    }
}
