package dev.tributary.parser.pool;

import dev.tributary.content.ParsedText;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.ParseRequest;
import dev.tributary.parser.ParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parses all files of a folder and prints what became of each: outcome, time, characters. Arguments: the folder, and
 * optionally one to write the Markdown to.
 */
final class ParsingAFolder {

    private record Row(Path file, long millis, ParseOutcome outcome) {

        String reason() {
            return switch (outcome) {
                case ParseOutcome.Parsed parsed -> "parsed";
                case ParseOutcome.Rejected rejected -> rejected.reason().wireName();
            };
        }

        String detail() {
            return switch (outcome) {
                case ParseOutcome.Parsed parsed -> detail(parsed.text());
                case ParseOutcome.Rejected rejected -> rejected.mediaType() + " | " + rejected.message();
            };
        }

        private static String detail(ParsedText text) {
            return "%d characters, %d blocks, %d pages, %s, %s, “%s” %s"
                    .formatted(
                            text.markdown().length(),
                            text.blocks().size(),
                            text.pages().size(),
                            text.mediaType(),
                            text.language(),
                            text.title(),
                            text.warnings());
        }
    }

    private ParsingAFolder() {}

    @SuppressWarnings("SystemOut") // its output is its purpose
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path work = Files.createTempDirectory("parsing");
        long start = System.nanoTime();
        try (ForkedParsers parsers = new ForkedParsers(ParserSettings.defaults(work))) {
            List<Row> rows = parseAll(parsers, folder);
            double seconds = (System.nanoTime() - start) / 1e9;
            for (Row row : rows) {
                System.out.printf(
                        "%-10s %6d ms  %s  %s%n",
                        row.reason(), row.millis(), folder.relativize(row.file()), row.detail());
                if (arguments.length > 1) {
                    write(Path.of(arguments[1]), folder.relativize(row.file()), row.outcome());
                }
            }
            Map<String, Long> outcomes =
                    rows.stream().collect(Collectors.groupingBy(Row::reason, Collectors.counting()));
            System.out.printf(
                    "%d files in %.1f s, %.1f a second: %s%n", rows.size(), seconds, rows.size() / seconds, outcomes);
        }
    }

    private static List<Row> parseAll(ForkedParsers parsers, Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Row>> tasks = new ArrayList<>();
            files.filter(Files::isRegularFile).sorted().forEach(file -> tasks.add(() -> parse(parsers, file)));
            List<Row> rows = new ArrayList<>();
            for (Future<Row> row : threads.invokeAll(tasks)) {
                rows.add(row.get());
            }
            return rows;
        }
    }

    private static Row parse(ForkedParsers parsers, Path file) throws IOException {
        long start = System.nanoTime();
        ParseOutcome outcome = parsers.parse(ParseRequest.of(file));
        return new Row(file, (System.nanoTime() - start) / 1_000_000, outcome);
    }

    private static void write(Path target, Path name, ParseOutcome outcome) throws IOException {
        if (outcome instanceof ParseOutcome.Parsed parsed) {
            Path file = target.resolve(name + ".out.md");
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, parsed.text().markdown());
        }
    }
}
