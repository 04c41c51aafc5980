package dev.tributary.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line: {@code tributary up | ask | status}. */
public final class Tributary {

    private static final String USAGE = """
            Usage:
              tributary up [FOLDER] [--port N] [--data DIR]   follow FOLDER (or the sample) and answer questions on it
              tributary ask "QUESTION" [--port N]             ask the running one
              tributary status [--port N]                     what the running one has done and is doing

              --port N     the port of the page and the API on this machine (default 8080)
              --data DIR   where everything is kept (default: a directory for FOLDER under ~/.tributary)
            """;

    private Tributary() {}

    public static void main(String[] arguments) {
        PrintStream terminal = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            run(List.of(arguments), terminal);
        } catch (CommandFailure failure) {
            System.err.println("tributary: " + failure.getMessage());
            System.exit(1);
        }
    }

    private static void run(List<String> words, PrintStream terminal) {
        if (words.isEmpty()
                || words.contains("--help")
                || words.contains("-h")
                || words.get(0).equals("help")) {
            terminal.print(USAGE);
            return;
        }
        CommandLine line = CommandLine.parse(words.subList(1, words.size()));
        switch (words.get(0)) {
            case "up" -> new UpCommand(terminal).run(line);
            case "ask" -> new RunningProcess(line.port()).ask(line.onlyWord("a question"), terminal);
            case "status" -> new RunningProcess(line.port()).status(terminal);
            default -> throw new CommandFailure("no such command: " + words.get(0) + "\n\n" + USAGE);
        }
    }
}
