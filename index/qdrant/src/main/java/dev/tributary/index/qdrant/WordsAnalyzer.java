package dev.tributary.index.qdrant;

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

/**
 * Cuts text of any language into words, the same as the embedded index does: Unicode's word boundaries, pairs of
 * characters where a script has no spaces, case, width and accents folded, English inflections too. Names such as
 * {@code server.yaml} are kept whole beside their parts.
 */
final class WordsAnalyzer extends Analyzer {

    private static final int PARTS = WordDelimiterGraphFilter.GENERATE_WORD_PARTS
            | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS
            | WordDelimiterGraphFilter.PRESERVE_ORIGINAL;

    private static final int SCRIPTS = CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA;

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        Tokenizer tokenizer = new StandardTokenizer();
        TokenStream tokens = new CJKWidthFilter(tokenizer);
        tokens = new LowerCaseFilter(tokens);
        tokens = new EnglishPossessiveFilter(tokens);
        tokens = new CJKBigramFilter(tokens, SCRIPTS, true);
        tokens = new WordDelimiterGraphFilter(tokens, PARTS, null);
        tokens = new ASCIIFoldingFilter(tokens);
        tokens = new KStemFilter(tokens);
        return new TokenStreamComponents(tokenizer, tokens);
    }
}
