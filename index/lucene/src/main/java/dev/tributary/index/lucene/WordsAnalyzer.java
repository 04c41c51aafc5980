package dev.tributary.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts text of any language into words: Unicode's word boundaries, pairs of characters where a script has no spaces,
 * case, width and accents folded. English inflections are folded too, by a stemmer that changes words only into words
 * it knows and so leaves other languages nearly alone. Names such as {@code server.yaml} or {@code max_size} are kept
 * whole beside their parts.
 */
final class WordsAnalyzer extends Analyzer {

    private static final int PARTS = WordDelimiterGraphFilter.GENERATE_WORD_PARTS
            | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS
            | WordDelimiterGraphFilter.PRESERVE_ORIGINAL;

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        Tokenizer tokenizer = new StandardTokenizer();
        TokenStream tokens = new CJKWidthFilter(tokenizer);
        tokens = new LowerCaseFilter(tokens);
        tokens = new EnglishPossessiveFilter(tokens);
        tokens = new CJKBigramFilter(
                tokens, CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA, true);
        tokens = new WordDelimiterGraphFilter(tokens, PARTS, null);
        tokens = new ASCIIFoldingFilter(tokens);
        tokens = new KStemFilter(tokens);
        return new TokenStreamComponents(tokenizer, tokens);
    }

    /** The first different words of the text, in their order. */
    List<String> words(String text, int limit) throws IOException {
        Set<String> words = new LinkedHashSet<>();
        try (TokenStream tokens = tokenStream(Fields.WORDS, text)) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (words.size() < limit && tokens.incrementToken()) {
                words.add(word.toString());
            }
        }
        return new ArrayList<>(words);
    }
}
