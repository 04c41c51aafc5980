package dev.tributary.index.lucene;

import dev.tributary.events.Acl;
import dev.tributary.events.DocumentVersion;
import dev.tributary.index.Chunk;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentFacts;
import dev.tributary.index.DocumentWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * A document as Lucene keeps it: its chunks, in their order, and behind them its commit record. Lucene replaces a block
 * as a whole and never tears it apart, which is what makes a document change atomically.
 */
record Block(CommitRecord commit, List<Document> members) {

    private static final FieldType WORDS = new FieldType();

    static {
        WORDS.setTokenized(true);
        WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        WORDS.freeze();
    }

    /** What the block replaces. */
    Term key() {
        return new Term(Fields.DOCUMENT, commit.documentId().toString());
    }

    static Block of(DocumentWrite.Replace write) {
        DocumentFacts facts = write.facts();
        int chunks = write.chunks().size();
        List<Document> members = new ArrayList<>(chunks + 1);
        for (int i = 0; i < chunks; i++) {
            Document member =
                    chunk(facts, write.chunks().get(i), write.vectors().get(i));
            member.add(new StoredField(Fields.DISTANCE, chunks - i));
            members.add(member);
        }
        CommitRecord commit = new CommitRecord(
                write.documentId(),
                write.tenant(),
                write.version(),
                false,
                facts.document().acl(),
                write.textHash(),
                chunks);
        Document last = commit(commit);
        last.add(new StoredField(Fields.FACTS, Json.write(facts)));
        members.add(last);
        return new Block(commit, members);
    }

    static Block of(DocumentWrite.Remove write) {
        CommitRecord commit =
                new CommitRecord(write.documentId(), write.tenant(), write.version(), true, null, null, 0);
        return new Block(commit, List.of(commit(commit)));
    }

    private static Document commit(CommitRecord commit) {
        Document member = new Document();
        String id = commit.documentId().toString();
        add(member, Fields.DOCUMENT, id);
        add(member, Fields.COMMIT_OF, id);
        add(member, Fields.KIND, commit.removed() ? Fields.KIND_REMOVED : Fields.KIND_LIVE);
        member.add(new StoredField(Fields.COMMIT, Json.write(commit)));
        // Where every member has the field, the lengths that BM25 needs are found by their place alone
        member.add(new Field(Fields.WORDS, "", WORDS));
        return member;
    }

    private static Document chunk(DocumentFacts facts, Chunk chunk, float[] vector) {
        Document member = new Document();
        DocumentVersion document = facts.document();
        add(member, Fields.DOCUMENT, document.documentId().toString());
        add(member, Fields.KIND, Fields.KIND_CHUNK);
        member.add(new StoredField(Fields.CHUNK, Json.write(chunk)));
        member.add(new KnnFloatVectorField(Fields.VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        addWords(member, facts, chunk);
        addFilters(member, facts);
        return member;
    }

    /** One field for all words: BM25F with the weights 2, 2 and 1 for title, headings and text. */
    private static void addWords(Document member, DocumentFacts facts, Chunk chunk) {
        String head = facts.title() + "\n" + String.join("\n", chunk.headingPath());
        member.add(new Field(Fields.WORDS, head, WORDS));
        member.add(new Field(Fields.WORDS, head, WORDS));
        member.add(new Field(Fields.WORDS, chunk.text(), WORDS));
    }

    private static void addFilters(Document member, DocumentFacts facts) {
        DocumentVersion document = facts.document();
        add(member, Fields.TENANT, document.tenant());
        Acl acl = document.acl();
        if (acl != null) {
            acl.readers().forEach(reader -> add(member, Fields.READER, reader));
        }
        add(member, Fields.SOURCE, document.source());
        add(member, Fields.MEDIA_TYPE, facts.mediaType());
        String language = facts.language();
        if (language != null) {
            add(member, Fields.LANGUAGE, language);
        }
        document.metadata().forEach((key, value) -> add(member, Fields.METADATA, Fields.entry(key, value)));
        Instant modified = document.sourceTime();
        if (modified != null) {
            member.add(new LongPoint(Fields.MODIFIED, Fields.micros(modified)));
        }
    }

    private static void add(Document member, String field, String value) {
        add(member, field, Fields.term(value));
    }

    private static void add(Document member, String field, BytesRef term) {
        member.add(new StringField(field, term, Field.Store.NO));
    }
}
