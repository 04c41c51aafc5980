package dev.tributary.index.qdrant;

import dev.tributary.index.Chunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Texts as sparse vectors whose dot product, with the inverse document frequency that Qdrant multiplies in, is BM25
 * (Robertson and Zaragoza, <i>The Probabilistic Relevance Framework: BM25 and Beyond</i>, 2009, section 3.4): a passage's
 * vector has the saturated term frequency, a question's has 1. As in Qdrant's own BM25 the average passage length is a
 * constant, since it would otherwise change all vectors with every document.
 */
final class WordVectors {

    private static final float K1 = 1.2f;
    private static final float B = 0.75f;

    /** Words in a passage with its headings, at the default size of 200 tokens; BM25 depends on it only weakly. */
    private static final float AVERAGE_LENGTH = 128;

    /** Hash seed; part of the format. */
    private static final int SEED = 0;

    private final WordsAnalyzer analyzer = new WordsAnalyzer();

    /** Of what a passage is found by: its document's title, the headings above it and its text. */
    SparseVector passage(String title, Chunk chunk) {
        List<Integer> terms = terms(title + "\n" + String.join("\n", chunk.headingPath()) + "\n" + chunk.text());
        float norm = K1 * (1 - B + B * terms.size() / AVERAGE_LENGTH);
        Map<Integer, Float> weights = new TreeMap<>();
        terms.forEach(term -> weights.merge(term, 1f, Float::sum));
        weights.replaceAll((term, frequency) -> frequency * (K1 + 1) / (frequency + norm));
        return vector(weights);
    }

    SparseVector question(String text) {
        Map<Integer, Float> weights = new TreeMap<>();
        terms(text).forEach(term -> weights.put(term, 1f));
        return vector(weights);
    }

    private static SparseVector vector(Map<Integer, Float> weights) {
        return new SparseVector(new ArrayList<>(weights.keySet()), new ArrayList<>(weights.values()));
    }

    private List<Integer> terms(String text) {
        List<Integer> terms = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(StringHelper.murmurhash3_x86_32(new BytesRef(term), SEED));
            }
            tokens.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Collections.unmodifiableList(terms);
    }
}
