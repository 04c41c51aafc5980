package dev.tributary.index.onnx;

import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * BERT's uncased tokenizer. The names of special tokens ({@code [SEP]} and the like) have no special meaning in a text,
 * so that no document can speak to the model's own machinery.
 */
final class WordPieceTokenizer {

    private static final String CONTINUATION = "##";
    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> starts = new HashMap<>();
    private final Map<String, Integer> continuations = new HashMap<>();
    private final int longestPiece;
    private final int unknown;
    private final int first;
    private final int last;

    private WordPieceTokenizer(JsonNode vocabulary) {
        int longest = 0;
        for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
            String piece = entry.getKey();
            int id = entry.getValue().intValue();
            if (piece.startsWith(CONTINUATION)) {
                continuations.put(piece.substring(CONTINUATION.length()), id);
            } else {
                starts.put(piece, id);
            }
            longest = Math.max(longest, piece.length());
        }
        longestPiece = longest;
        unknown = vocabulary.required("[UNK]").intValue();
        first = vocabulary.required("[CLS]").intValue();
        last = vocabulary.required("[SEP]").intValue();
    }

    /** @param json the form of Hugging Face's {@code tokenizer.json} */
    static WordPieceTokenizer load(InputStream json) {
        return new WordPieceTokenizer(
                JsonMapper.shared().readTree(json).required("model").required("vocab"));
    }

    /** Number of tokens, without the marks at both ends. */
    int count(String text) {
        int[] count = {0};
        tokenize(text, token -> ++count[0] > 0);
        return count[0];
    }

    /** The text's tokens between the marks at both ends; what is beyond {@code limit}, marks included, is left out. */
    long[] encode(String text, int limit) {
        long[] tokens = new long[limit];
        tokens[0] = first;
        int[] length = {1};
        tokenize(text, token -> {
            tokens[length[0]++] = token;
            return length[0] < limit - 1;
        });
        tokens[length[0]] = last;
        return Arrays.copyOf(tokens, length[0] + 1);
    }

    /** Hands on one token after the other until {@code wantsMore} says no. */
    private void tokenize(String text, IntPredicate wantsMore) {
        String normalised = BertText.normalise(text);
        int length = normalised.length();
        int start = 0;
        boolean more = true;
        while (more && start < length) {
            int end = BertText.wordEnd(normalised, start);
            if (end > start) {
                more = pieces(normalised, start, end, wantsMore);
            }
            start = Math.max(end, start + 1);
        }
    }

    private boolean pieces(String text, int start, int end, IntPredicate wantsMore) {
        if (end - start > LONGEST_WORD && text.codePointCount(start, end) > LONGEST_WORD) {
            return wantsMore.test(unknown);
        }
        int[] pieces = new int[end - start];
        int count = 0;
        int at = start;
        while (at < end) {
            Map<String, Integer> vocabulary = at == start ? starts : continuations;
            int to = Math.min(end, at + longestPiece);
            Integer piece = vocabulary.get(text.substring(at, to));
            while (piece == null && to > at + 1) {
                to--;
                piece = vocabulary.get(text.substring(at, to));
            }
            if (piece == null) {
                return wantsMore.test(unknown);
            }
            pieces[count++] = piece;
            at = to;
        }
        for (int index = 0; index < count; index++) {
            if (!wantsMore.test(pieces[index])) {
                return false;
            }
        }
        return true;
    }
}
