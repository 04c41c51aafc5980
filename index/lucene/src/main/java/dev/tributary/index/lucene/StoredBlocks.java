package dev.tributary.index.lucene;

import dev.tributary.events.Access;
import dev.tributary.index.Chunk;
import dev.tributary.index.ChunkIndex.IndexStatistics;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentFacts;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Hit;
import dev.tributary.index.IndexedDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** Reads {@link Block}s back from one state of the index. */
final class StoredBlocks {

    private static final int NONE = -1;

    private final IndexSearcher searcher;

    StoredBlocks(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    @Nullable CommitRecord commit(String documentId) throws IOException {
        int place = commitOf(documentId);
        return place == NONE ? null : commit(searcher.storedFields().document(place));
    }

    /** The block with these facts instead of its own; the document must be in the index. */
    DocumentWrite.Replace withFacts(DocumentWrite.UpdateFacts update) throws IOException {
        int place = commitOf(update.documentId().toString());
        int count = commit(searcher.storedFields().document(place)).chunks();
        return new DocumentWrite.Replace(
                update.facts(), update.textHash(), chunksBefore(place, count), vectors(place - count, place));
    }

    private List<Chunk> chunksBefore(int place, int count) throws IOException {
        List<Chunk> chunks = new ArrayList<>(count);
        for (int i = place - count; i < place; i++) {
            chunks.add(chunk(searcher.storedFields().document(i)));
        }
        return chunks;
    }

    Optional<IndexedDocument> read(Access reader, UUID documentId) throws IOException {
        int place = commitOf(documentId.toString());
        if (place == NONE) {
            return Optional.empty();
        }
        Document last = searcher.storedFields().document(place);
        CommitRecord commit = commit(last);
        if (commit.removed() || !reader.mayRead(commit.tenant(), commit.acl())) {
            return Optional.empty();
        }
        DocumentFacts facts = Json.read(last.get(Fields.FACTS), DocumentFacts.class);
        return Optional.of(new IndexedDocument(facts, chunksBefore(place, commit.chunks())));
    }

    private List<float[]> vectors(int from, int to) throws IOException {
        List<float[]> vectors = new ArrayList<>(to - from);
        if (from == to) {
            return vectors;
        }
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(from, leaves));
        FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
        KnnVectorValues.DocIndexIterator iterator = values.iterator();
        for (int i = from - leaf.docBase; i < to - leaf.docBase; i++) {
            if (iterator.advance(i) != i) {
                throw new IllegalStateException("The index holds a chunk without a vector");
            }
            vectors.add(values.vectorValue(iterator.index()).clone());
        }
        return vectors;
    }

    List<Hit> hits(List<ScoreDoc> found) throws IOException {
        StoredFields stored = searcher.storedFields();
        Map<Integer, DocumentFacts> facts = new HashMap<>();
        List<Hit> hits = new ArrayList<>(found.size());
        for (ScoreDoc place : found) {
            Document member = stored.document(place.doc);
            int last =
                    place.doc + member.getField(Fields.DISTANCE).numericValue().intValue();
            DocumentFacts known = facts.get(last);
            if (known == null) {
                known = Json.read(stored.document(last).get(Fields.FACTS), DocumentFacts.class);
                facts.put(last, known);
            }
            hits.add(new Hit(known, chunk(member), Math.clamp(place.score, 0.0, 1.0)));
        }
        return hits;
    }

    void visit(Consumer<StoredDocument> visitor) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Bits live = leaf.reader().getLiveDocs();
            StoredFields stored = leaf.reader().storedFields();
            List<Chunk> chunks = new ArrayList<>();
            for (int i = 0; i < leaf.reader().maxDoc(); i++) {
                if (live != null && !live.get(i)) {
                    continue;
                }
                Document member = stored.document(i);
                if (member.get(Fields.CHUNK) != null) {
                    chunks.add(chunk(member));
                } else {
                    visitor.accept(new StoredDocument(commit(member), List.copyOf(chunks)));
                    chunks.clear();
                }
            }
        }
    }

    IndexStatistics statistics() throws IOException {
        return new IndexStatistics(count(Fields.KIND_LIVE), count(Fields.KIND_CHUNK));
    }

    private int count(String kind) throws IOException {
        return searcher.count(new TermQuery(new Term(Fields.KIND, kind)));
    }

    private int commitOf(String documentId) throws IOException {
        ScoreDoc[] places = searcher.search(new TermQuery(new Term(Fields.COMMIT_OF, documentId)), 1).scoreDocs;
        return places.length == 0 ? NONE : places[0].doc;
    }

    private static CommitRecord commit(Document member) {
        return Json.read(member.get(Fields.COMMIT), CommitRecord.class);
    }

    private static Chunk chunk(Document member) {
        return Json.read(member.get(Fields.CHUNK), Chunk.class);
    }

    Map<UUID, CommitRecord> commits(Iterable<UUID> documentIds) throws IOException {
        Map<UUID, CommitRecord> commits = new HashMap<>();
        for (UUID id : documentIds) {
            CommitRecord commit = commit(id.toString());
            if (commit != null) {
                commits.put(id, commit);
            }
        }
        return commits;
    }
}
