package dev.tributary.index.onnx;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Measures by hand: {@code EmbeddingSpeed FILE_OR_FOLDER [MODEL] [PIECES]} cuts text files to pieces of about 128 and
 * 200 tokens and prints how many of them a second are embedded, and what tokenising costs.
 */
final class EmbeddingSpeed {

    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final String model;
    private final String text;
    private final int count;

    private EmbeddingSpeed(PrintStream out, String model, String text, int count) {
        this.out = out;
        this.model = model;
        this.text = text;
        this.count = count;
    }

    public static void main(String[] arguments) throws IOException {
        String model = arguments.length > 1 ? arguments[1] : "all-minilm-l6-v2-q";
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
        EmbeddingSpeed speed = new EmbeddingSpeed(System.out, model, read(Path.of(arguments[0])), count);
        speed.measure(128);
        speed.measure(200);
    }

    private void measure(int tokens) {
        try (OnnxEmbedder two = OnnxEmbedder.load(model, 2);
                OnnxEmbedder one = OnnxEmbedder.load(model, 1)) {
            List<String> pieces = cut(tokens, two::countTokens);
            long all = pieces.stream().mapToInt(two::countTokens).sum();
            long started = System.nanoTime();
            pieces.forEach(two::countTokens);
            double micros = (System.nanoTime() - started) / 1e3 / pieces.size();
            out.printf(
                    Locale.ROOT,
                    "%d pieces of %d tokens; tokenising one takes %.1f µs%n",
                    pieces.size(),
                    all / pieces.size(),
                    micros);
            time("1 thread", pieces, all, () -> one.embedPassages(pieces));
            time("2 threads", pieces, all, () -> two.embedPassages(pieces));
        }
        if (model.equals("all-minilm-l6-v2-q")) {
            measureReference(tokens);
        }
    }

    private void measureReference(int tokens) {
        try (OnnxEmbedder ours = OnnxEmbedder.load(model, 1)) {
            List<String> pieces = cut(tokens, ours::countTokens).subList(0, Math.min(count, 300));
            long all = pieces.stream().mapToInt(ours::countTokens).sum();
            AllMiniLmL6V2QuantizedEmbeddingModel theirs = new AllMiniLmL6V2QuantizedEmbeddingModel();
            List<TextSegment> segments = pieces.stream().map(TextSegment::from).toList();
            time("LangChain4j embedAll", pieces, all, () -> theirs.embedAll(segments));
            time("LangChain4j embed", pieces, all, () -> pieces.forEach(theirs::embed));
        }
    }

    private void time(String what, List<String> pieces, long tokens, Runnable work) {
        work.run();
        long started = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - started) / NANOS;
        out.printf(
                Locale.ROOT,
                "  %-22s %6.1f chunks/s %8.0f tokens/s%n",
                what,
                pieces.size() / seconds,
                tokens / seconds);
    }

    private List<String> cut(int tokens, ToIntFunction<String> counter) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int length = 0;
        for (String word : text.split("(?<=\\s)(?=\\S)")) {
            int more = counter.applyAsInt(word);
            if (length + more > tokens) {
                pieces.add(piece.toString());
                piece.setLength(0);
                length = 0;
            }
            piece.append(word);
            length += more;
            if (pieces.size() == count) {
                return pieces;
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static String read(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(md|txt)"))
                    .sorted()
                    .limit(400)
                    .toList()) {
                all.append(Files.readString(file)).append('\n');
            }
            return all.toString();
        }
    }
}
