package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** What a person reads, and what is left behind for nobody. */
public final class Console {

    private Console() {}

    public static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
        System.out.flush();
    }

    /** Deletes all but what something is mounted on, and what that is in. */
    public static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.toFile().delete() && !Files.isDirectory(path)) {
                    throw new IOException(path + " cannot be deleted");
                }
            }
        }
    }
}
