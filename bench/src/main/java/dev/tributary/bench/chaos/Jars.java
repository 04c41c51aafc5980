package dev.tributary.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The services' jars, unpacked beside their libraries and with an archive of their classes: a start takes half as long,
 * and a build under way does not change what runs.
 */
final class Jars {

    private final Path home;
    private final Path directory;

    /** @param home the checkout with the built modules */
    Jars(Path home, Path directory) {
        this.home = home;
        this.directory = directory;
    }

    /** @throws IllegalStateException if the module was not built, or its jar cannot be unpacked */
    void unpack(Member member) throws IOException, InterruptedException {
        if (member == Member.BROKER) {
            return;
        }
        Path built = home.resolve(member.module() + "/target").resolve(name(member));
        if (!Files.isRegularFile(built)) {
            throw new IllegalStateException(built + " is missing; ./mvnw package makes it");
        }
        Path log = Files.createDirectories(directory).resolve("unpack.log");
        JavaProcess unpacking = JavaProcess.start(
                List.of(
                        "-Djarmode=tools",
                        "-jar",
                        built.toString(),
                        "extract",
                        "--destination",
                        directory.resolve(member.module()).toString()),
                log);
        if (unpacking.awaitEnd() != 0) {
            throw new IllegalStateException(unpacking.tail());
        }
    }

    /** The arguments of {@code java} that start it, before its own. */
    List<String> command(Member member, String heap) {
        List<String> command = new ArrayList<>(List.of(
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + directory.resolve(member.label() + ".jsa"),
                "-Xlog:cds=off",
                "-Xlog:aot=off",
                "--enable-native-access=ALL-UNNAMED"));
        if (member == Member.BROKER) {
            command.addAll(ownCommand());
            command.add("broker");
        } else {
            command.add("-jar");
            command.add(directory.resolve(member.module()).resolve(name(member)).toString());
        }
        return command;
    }

    /** How this very program was started. */
    private static List<String> ownCommand() {
        String classPath = System.getProperty("java.class.path");
        @Nullable String main = classPath.endsWith("-app.jar") ? null : "dev.tributary.bench.Bench";
        return main == null ? List.of("-jar", classPath) : List.of("-cp", classPath, main);
    }

    private static String name(Member member) {
        return "tributary-" + member.module() + "-app.jar";
    }
}
