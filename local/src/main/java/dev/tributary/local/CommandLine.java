package dev.tributary.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind the command's name.
 *
 * @param words what is not an option
 * @param settings {@code --name=value} options that are handed on as configuration
 */
record CommandLine(List<String> words, int port, Optional<Path> data, List<String> settings) {

    private static final int DEFAULT_PORT = 8080;
    private static final int MAX_PORT = 65_535;

    static CommandLine parse(List<String> arguments) {
        List<String> words = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        int port = DEFAULT_PORT;
        Optional<Path> data = Optional.empty();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("--port")) {
                port = port(value(argument, rest));
            } else if (argument.equals("--data")) {
                data = Optional.of(Path.of(value(argument, rest)));
            } else if (argument.startsWith("--") && argument.contains("=") && argument.contains(".")) {
                settings.add(argument);
            } else if (argument.startsWith("--")) {
                throw new CommandFailure(
                        "unknown option " + argument
                                + "; there are --port N and --data DIR, and configuration properties as --name.of.property=value");
            } else {
                words.add(argument);
            }
        }
        return new CommandLine(List.copyOf(words), port, data, List.copyOf(settings));
    }

    /** The single word there must be. */
    String onlyWord(String what) {
        if (words.size() != 1) {
            throw new CommandFailure("expected " + what + " (in quotes), got " + words.size() + " words");
        }
        if (words.get(0).isBlank()) {
            throw new CommandFailure("expected " + what + ", got an empty one");
        }
        return words.get(0);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new CommandFailure(option + " needs a value");
        }
        return rest.next();
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, together with what is out of range.
        }
        throw new CommandFailure("--port must be 1 to " + MAX_PORT + ", not " + value);
    }
}
