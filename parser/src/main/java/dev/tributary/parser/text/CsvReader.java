package dev.tributary.parser.text;

import java.io.IOException;
import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.tika.exception.WriteLimitReachedException;

/** Values parted by commas, semicolons, tabs or bars, as a table. */
final class CsvReader {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private CsvReader() {}

    static void read(String source, String mediaType, TextBuilder out) throws WriteLimitReachedException {
        int before = out.mark();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter("text/tab-separated-values".equals(mediaType) ? '\t' : delimiter(source))
                .setLenientEof(true)
                .setTrailingData(true)
                .get();
        try (CSVParser records = CSVParser.parse(new StringReader(source), format)) {
            out.table(rows(records));
        } catch (WriteLimitReachedException full) {
            throw full;
        } catch (IOException | IllegalStateException | java.io.UncheckedIOException notReallyCsv) {
            out.rollBack(before);
            PlainReader.read(source, mediaType, out);
        }
    }

    private static Iterable<List<String>> rows(CSVParser records) {
        Iterator<CSVRecord> iterator = records.iterator();
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public List<String> next() {
                return iterator.next().toList();
            }
        };
    }

    /** The one that occurs most evenly in the first lines. */
    private static char delimiter(String source) {
        List<String> lines =
                source.lines().limit(20).filter(line -> !line.isBlank()).toList();
        char best = ',';
        double bestScore = 0;
        for (char delimiter : DELIMITERS) {
            List<Long> counts = lines.stream()
                    .map(line -> line.chars().filter(c -> c == delimiter).count())
                    .toList();
            long usual = counts.isEmpty() ? 0 : counts.getFirst();
            double even = counts.stream().filter(count -> count == usual).count() / (double) Math.max(1, counts.size());
            double score = usual == 0 ? 0 : even + usual / 1000.0;
            if (score > bestScore) {
                best = delimiter;
                bestScore = score;
            }
        }
        return best;
    }
}
