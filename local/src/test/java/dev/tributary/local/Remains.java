package dev.tributary.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a word in every file of a data directory: the bytes as they are, and what is compressed in Kafka's and
 * Lucene's files, deleted entries included.
 */
final class Remains {

    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private final Path data;
    private final String word;
    private final Set<String> places = new TreeSet<>();

    private Remains(Path data, String word) {
        this.data = data;
        this.word = word;
    }

    /** Where the word is: a topic, or the name of a directory or file directly within the data directory. */
    static Set<String> of(String word, Path data) throws IOException {
        Remains remains = new Remains(data, word);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                remains.lookInto(file);
            }
        }
        if (Files.isDirectory(data.resolve("index"))) {
            try (Stream<Path> indexes = Files.list(data.resolve("index"))) {
                for (Path index : indexes.filter(Files::isDirectory).toList()) {
                    remains.lookIntoIndex(index);
                }
            }
        }
        return remains.places;
    }

    private void lookInto(Path file) throws IOException {
        try {
            boolean log =
                    file.startsWith(data.resolve("kafka")) && file.toString().endsWith(".log");
            if (isIn(Files.readAllBytes(file)) || (log && isInRecords(file))) {
                places.add(place(file));
            }
        } catch (NoSuchFileException vanished) {
            // A file that is gone holds nothing.
        }
    }

    private boolean isInRecords(Path file) throws IOException {
        try (FileRecords records = FileRecords.open(file.toFile(), false)) {
            for (Record record : records.records()) {
                boolean found = isIn(record.key()) || isIn(record.value());
                for (Header header : record.headers()) {
                    found |= header.value() != null && isIn(header.value());
                }
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All that the newest commit has, deleted members too. */
    private void lookIntoIndex(Path index) throws IOException {
        try (FSDirectory directory = FSDirectory.open(index);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                if (isIn(leaf.reader())) {
                    places.add("index");
                }
            }
        }
    }

    private boolean isIn(LeafReader leaf) throws IOException {
        for (int document = 0; document < leaf.maxDoc(); document++) {
            if (leaf.storedFields().document(document).toString().contains(word)) {
                return true;
            }
        }
        for (FieldInfo field : leaf.getFieldInfos()) {
            Terms terms = leaf.terms(field.name);
            TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
            while (each.next() != null) {
                if (new String(each.term().bytes, each.term().offset, each.term().length, StandardCharsets.UTF_8)
                        .contains(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isIn(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return false;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return isIn(bytes);
    }

    private boolean isIn(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return CHARSETS.stream()
                .anyMatch(charset -> text.contains(new String(word.getBytes(charset), StandardCharsets.ISO_8859_1)));
    }

    private String place(Path file) {
        Path relative = data.relativize(file);
        String first = relative.getName(0).toString();
        return first.equals("kafka") && relative.getNameCount() > 2
                ? relative.getName(1).toString().replaceFirst("-\\d+$", "")
                : first;
    }

    /** Lucene's files that the newest commit does not name: nobody reads them, and anything may be in them. */
    static Set<String> strayIndexFiles(Path data) {
        Set<String> stray = new TreeSet<>();
        try (Stream<Path> indexes = Files.list(data.resolve("index"))) {
            for (Path index : indexes.filter(Files::isDirectory).toList()) {
                try (FSDirectory directory = FSDirectory.open(index);
                        DirectoryReader reader = DirectoryReader.open(directory)) {
                    stray.addAll(List.of(directory.listAll()));
                    stray.removeAll(reader.getIndexCommit().getFileNames());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        stray.remove("write.lock");
        return stray;
    }
}
