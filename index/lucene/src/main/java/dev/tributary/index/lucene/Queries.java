package dev.tributary.index.lucene;

import dev.tributary.events.Access;
import dev.tributary.events.Acl;
import dev.tributary.index.SearchFilter;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** What a search asks of Lucene; built from values, never parsed from text. */
final class Queries {

    private Queries() {}

    /**
     * The chunks that the reader may read and the filter lets pass. A right that all chunks of this state of the index grant
     * is left out: where there is one tenant, or nothing is kept from anyone, it would only cost time.
     */
    static Query visible(Access access, SearchFilter filter, IndexReader index) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        int chunks = having(Fields.KIND, Fields.KIND_CHUNK, index);
        if (having(Fields.TENANT, access.tenant(), index) != chunks) {
            all.add(term(Fields.TENANT, Fields.term(access.tenant())), Occur.FILTER);
        }
        if (!access.admin() && having(Fields.READER, Acl.EVERYONE, index) != chunks) {
            all.add(anyOf(Fields.READER, access.principals()), Occur.FILTER);
        }
        confine(
                all,
                Fields.DOCUMENT,
                filter.documents().stream().map(UUID::toString).toList());
        confine(all, Fields.SOURCE, filter.sources());
        confine(all, Fields.MEDIA_TYPE, filter.mediaTypes());
        confine(all, Fields.LANGUAGE, filter.languages());
        filter.metadata()
                .forEach((key, value) -> all.add(term(Fields.METADATA, Fields.entry(key, value)), Occur.FILTER));
        Instant from = filter.modifiedFrom();
        Instant before = filter.modifiedBefore();
        if (from != null || before != null) {
            long first = from == null ? Long.MIN_VALUE : Fields.micros(from);
            long last = before == null ? Long.MAX_VALUE : Fields.micros(before) - 1;
            all.add(LongPoint.newRangeQuery(Fields.MODIFIED, first, last), Occur.FILTER);
        }
        BooleanQuery clauses = all.build();
        return clauses.clauses().isEmpty() ? MatchAllDocsQuery.INSTANCE : clauses;
    }

    /** Any of the words, within what is visible. */
    static Query words(List<String> words, Query visible) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words.forEach(word -> any.add(term(Fields.WORDS, new BytesRef(word)), Occur.SHOULD));
        any.setMinimumNumberShouldMatch(1);
        return any.add(visible, Occur.FILTER).build();
    }

    /** How many have the value. Only chunks have a tenant and readers: where as many as there are chunks, it is all of them. */
    private static int having(String field, String value, IndexReader index) throws IOException {
        return index.docFreq(new Term(field, Fields.term(value)));
    }

    private static void confine(BooleanQuery.Builder all, String field, Collection<String> values) {
        if (!values.isEmpty()) {
            all.add(anyOf(field, values), Occur.FILTER);
        }
    }

    private static Query anyOf(String field, Collection<String> values) {
        return new TermInSetQuery(field, values.stream().map(Fields::term).toList());
    }

    private static Query term(String field, BytesRef value) {
        return new TermQuery(new Term(field, value));
    }
}
