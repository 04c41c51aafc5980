package dev.tributary.query.search;

import dev.tributary.index.SearchMode;
import dev.tributary.platform.web.InvalidRequestException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks of {@code POST /v1/search}.
 *
 * @param query words or a question, 1 to 8,000 characters
 * @param limit hits a page, 1 to 100; 10 if left out
 * @param mode hybrid (if left out), semantic or keyword
 * @param cursor the {@code nextCursor} of the page before, with the same query, mode and filter
 */
record SearchBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String query,

        @Nullable Integer limit,

        @Schema(allowableValues = {"hybrid", "semantic", "keyword"}) @Nullable String mode,

        @Nullable FilterBody filter,
        @Nullable String cursor) {

    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    Query toQuery() {
        return new Query(Query.checkedText("query", query), checkedMode(), FilterBody.toFilter(filter));
    }

    int checkedLimit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit", limit, "1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private SearchMode checkedMode() {
        return switch (mode) {
            case null -> SearchMode.HYBRID;
            case "hybrid" -> SearchMode.HYBRID;
            case "semantic" -> SearchMode.SEMANTIC;
            case "keyword" -> SearchMode.KEYWORD;
            default -> throw new InvalidRequestException("mode", mode, "hybrid, semantic or keyword");
        };
    }
}
