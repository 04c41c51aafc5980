package dev.tributary.query.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param nextCursor null on the last page */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SearchResult(List<SearchHit> hits, @Nullable String nextCursor, TookMillis tookMillis) {

    record TookMillis(long embed, long search) {}
}
