package dev.tributary.bench.load;

import dev.tributary.index.Chunk;
import dev.tributary.index.DocumentWrite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/** Lucene as its manual shows it, with texts and vectors alone: no rights, no versions, no filters. */
final class BareLucene implements AutoCloseable {

    private static final String TEXT = "text";
    private static final String VECTOR = "vector";

    /** Of each ranking, as many as Tributary's own index looks at for ten hits. */
    private static final int CANDIDATES = 50;

    private static final int RANK_CONSTANT = 60;

    private final FSDirectory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final QueryBuilder words = new QueryBuilder(new StandardAnalyzer());

    private BareLucene(FSDirectory directory) throws IOException {
        this.directory = directory;
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
    }

    static BareLucene of(Path path, Corpus corpus, int chunks) throws IOException {
        FSDirectory directory = FSDirectory.open(path);
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
            corpus.writeTo(batch -> batch.forEach(write -> add(writer, (DocumentWrite.Replace) write)), chunks);
        }
        return new BareLucene(directory);
    }

    private static void add(IndexWriter writer, DocumentWrite.Replace document) {
        try {
            for (int i = 0; i < document.chunks().size(); i++) {
                Chunk chunk = document.chunks().get(i);
                Document fields = new Document();
                fields.add(new TextField(TEXT, chunk.text(), Field.Store.YES));
                fields.add(new KnnFloatVectorField(
                        VECTOR, document.vectors().get(i), VectorSimilarityFunction.DOT_PRODUCT));
                writer.addDocument(fields);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The texts of the best, by vector and by words, fused. */
    List<String> search(String question, float[] vector, int limit) throws IOException {
        TopDocs nearest = searcher.search(new KnnFloatVectorQuery(VECTOR, vector, CANDIDATES), CANDIDATES);
        Query anyWord = words.createBooleanQuery(TEXT, question);
        TopDocs wordiest = searcher.search(anyWord, CANDIDATES);
        TopDocs best = TopDocs.rrf(limit, RANK_CONSTANT, new TopDocs[] {nearest, wordiest});
        StoredFields stored = searcher.storedFields();
        List<String> texts = new ArrayList<>();
        for (ScoreDoc hit : best.scoreDocs) {
            texts.add(stored.document(hit.doc).get(TEXT));
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
