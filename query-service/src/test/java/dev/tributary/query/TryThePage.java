package dev.tributary.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Serves the page over the Markdown files under a directory, to look at it by hand. Arguments: the directory, then
 * properties such as {@code server.port=8090}.
 */
final class TryThePage {

    private static final int LONGEST_CHUNK = 1000;

    private TryThePage() {}

    public static void main(String[] arguments) throws IOException {
        Library library = new Library();
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                String[] chunks = chunks(Files.readString(file));
                if (chunks.length > 0) {
                    library.add(title(file), chunks);
                }
            }
        }
        String[] properties = Stream.of(arguments).skip(1).toArray(String[]::new);
        QueryService.start(library.index(), library.embedder(), properties);
    }

    private static String title(Path file) {
        String name = file.getFileName().toString().replace(".md", "").replace('-', ' ');
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String[] chunks(String markdown) {
        List<String> chunks = new ArrayList<>();
        String heading = "";
        StringBuilder chunk = new StringBuilder();
        for (String block :
                markdown.replaceFirst("(?s)\\A---\\n.*?\\n---\\n", "").split("\n\\s*\n")) {
            boolean starts = block.startsWith("#");
            if (starts || chunk.length() + block.length() > LONGEST_CHUNK) {
                add(chunks, heading, chunk);
            }
            if (starts) {
                heading = block.lines().findFirst().orElseThrow().replaceFirst("^#+\\s*", "");
            }
            String text = starts ? block.lines().skip(1).reduce("", (all, line) -> all + line + "\n") : block;
            chunk.append(chunk.isEmpty() || text.isBlank() ? "" : "\n\n").append(text.strip());
        }
        add(chunks, heading, chunk);
        return chunks.toArray(String[]::new);
    }

    private static void add(List<String> chunks, String heading, StringBuilder chunk) {
        if (!chunk.isEmpty()) {
            chunks.add(heading.isBlank() ? chunk.toString() : "# " + heading + "\n" + chunk);
        }
        chunk.setLength(0);
    }
}
