package dev.tributary.query.openai;

import dev.tributary.index.SearchFilter;
import dev.tributary.platform.web.InvalidRequestException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** OpenAI's attribute filters, as far as an index filter can say them: equality, joined by and. */
final class AttributeFilter {

    private static final String ALLOWED = "{type: eq, key, value}, or {type: and, filters: [...]} of such";

    private final Map<String, String> metadata = new HashMap<>();
    private final Set<String> sources = new HashSet<>();
    private final Set<String> mediaTypes = new HashSet<>();
    private final Set<String> languages = new HashSet<>();

    private AttributeFilter() {}

    /**
     * The keys source, media_type and language mean the document's own; all others are metadata.
     *
     * @param source to be confined to; null for none
     */
    static SearchFilter of(@Nullable JsonNode filters, @Nullable String source) {
        AttributeFilter parts = new AttributeFilter();
        if (source != null) {
            parts.sources.add(source);
        }
        if (filters != null && !filters.isNull()) {
            parts.add("filters", filters);
        }
        return new SearchFilter(Set.of(), parts.sources, parts.mediaTypes, parts.languages, parts.metadata, null, null);
    }

    private void add(String field, JsonNode filter) {
        switch (filter.path("type").asString("")) {
            case "and" -> {
                int i = 0;
                for (JsonNode part : filter.path("filters")) {
                    add(field + ".filters[" + i++ + "]", part);
                }
            }
            case "eq" -> equality(field, filter.path("key").asString(""), filter.path("value"));
            default -> throw new InvalidRequestException(field, filter.path("type"), ALLOWED);
        }
    }

    private void equality(String field, String key, JsonNode value) {
        String text = value.asString("");
        if (key.isBlank() || text.isBlank()) {
            throw new InvalidRequestException(field, key, ALLOWED);
        }
        switch (key) {
            case "source" -> only(field, sources, text);
            case "media_type" -> only(field, mediaTypes, text);
            case "language" -> only(field, languages, text);
            default -> {
                String other = metadata.putIfAbsent(key, text);
                if (other != null && !other.equals(text)) {
                    throw contradiction(field);
                }
            }
        }
    }

    /** A set means any of its members: a second value, joined by and, would widen what it should narrow. */
    private static void only(String field, Set<String> values, String value) {
        values.add(value);
        if (values.size() > 1) {
            throw contradiction(field);
        }
    }

    private static InvalidRequestException contradiction(String field) {
        return new InvalidRequestException(field, "two values for one key", "one value for each key");
    }
}
