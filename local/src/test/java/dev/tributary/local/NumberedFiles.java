package dev.tributary.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files of which each has a word of its own: {@code number-7.md} has {@code marker7}. */
final class NumberedFiles {

    private NumberedFiles() {}

    static void write(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.writeString(
                    folder.resolve("number-" + i + ".md"),
                    "# Document " + i + "\n\nIts word is marker" + i + ".\n\n" + paragraphs(4, -1));
        }
    }

    /** @param changed the paragraph that has the word {@code changedlater}; -1 for none */
    static String paragraphs(int count, int changed) {
        return IntStream.range(0, count)
                .mapToObj(i -> "Paragraph " + i + " tells of the river at mile " + i * 7
                        + ", where the water is " + i * 3 + " feet deep and the ferry crosses at dawn."
                        + (i == changed ? " This was changedlater by somebody." : ""))
                .collect(Collectors.joining("\n\n"));
    }
}
