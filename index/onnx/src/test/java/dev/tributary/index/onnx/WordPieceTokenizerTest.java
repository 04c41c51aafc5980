package dev.tributary.index.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Compares with the tokenizer that the models were trained with. */
final class WordPieceTokenizerTest {

    private static final String RESOURCE = OnnxModel.ALL_MINILM_L6_V2.tokenizerResource();
    private static final WordPieceTokenizer TOKENIZER = WordPieceTokenizer.load(json());
    private static final HuggingFaceTokenizer REFERENCE = reference();

    @AfterContainer
    static void close() {
        REFERENCE.close();
    }

    @Property(tries = 2000)
    void agreesWithTheReferenceOnAnyText(@ForAll("texts") String text) {
        long[] expected = REFERENCE.encode(text).getIds();

        assertThat(TOKENIZER.encode(text, 4096)).as("tokens of '%s'", text).isEqualTo(expected);
        assertThat(TOKENIZER.count(text)).isEqualTo(expected.length - 2);
    }

    @Example
    void agreesWithTheReferenceOnProse() {
        String text = "Don't re-enrol: Müller's naïve façade (v2.10_beta) costs 1,299.50€ — “really”…\n\n"
                + "| a | b |\t`x = y[0]`\u00A0東京は 日本。 Straße Ἀθῆναι Москва\u200B end\u0007 "
                + "x".repeat(100) + " " + "x".repeat(101) + " 𝒜𝒷 🤖";

        assertThat(TOKENIZER.encode(text, 512)).isEqualTo(REFERENCE.encode(text).getIds());
    }

    @Example
    void leavesOutWhatIsBeyondTheLimit() {
        assertThat(TOKENIZER.encode("one two three four", 4)).containsExactly(101, 2028, 2048, 102);
        assertThat(TOKENIZER.encode("one two", 4)).containsExactly(101, 2028, 2048, 102);
        assertThat(TOKENIZER.encode("", 4)).containsExactly(101, 102);
    }

    @Example
    void readsNamesOfSpecialTokensAsText() {
        assertThat(TOKENIZER.encode("[SEP]", 16)).containsExactly(101, 1031, 19802, 1033, 102);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                "the",
                "unbelievable",
                "İstanbul",
                "ﬁne",
                "e\u0301te\u0301",
                "Größe",
                "日本",
                "naïve",
                "...",
                "C++",
                "--",
                "\n",
                "\t",
                " ",
                "\u00A0",
                "\u3000",
                "3.14",
                "don't",
                "Ωmega",
                "العربية",
                "हिन्दी",
                "한국어",
                "[",
                "`");
        Arbitrary<String> letters = Arbitraries.strings()
                .withCharRange('\u0000', '\u024F')
                .withCharRange('\u0391', '\u03A1')
                .withCharRange('\u0400', '\u045F')
                .withCharRange('\u2010', '\u2027')
                .withCharRange('\u4E00', '\u4E20')
                .ofMaxLength(12);
        return Arbitraries.oneOf(words, letters).list().ofMaxSize(30).map(parts -> String.join(" ", parts));
    }

    private static InputStream json() {
        return Objects.requireNonNull(WordPieceTokenizerTest.class.getResourceAsStream(RESOURCE));
    }

    private static HuggingFaceTokenizer reference() {
        try (InputStream json = json()) {
            return HuggingFaceTokenizer.newInstance(json, Map.of("truncation", "false", "padding", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
