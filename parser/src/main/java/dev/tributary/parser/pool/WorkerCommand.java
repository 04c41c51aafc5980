package dev.tributary.parser.pool;

import dev.tributary.events.OutageException;
import dev.tributary.parser.ParserSettings;
import dev.tributary.parser.worker.RefusingSelectorProvider;
import dev.tributary.parser.worker.WorkerFiles;
import dev.tributary.parser.worker.WorkerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line that starts a worker: this process's own Java and class path, confined. */
final class WorkerCommand {

    private static final List<List<String>> NETWORK_NAMESPACES =
            List.of(List.of("unshare", "--net"), List.of("unshare", "--user", "--map-root-user", "--net"));

    private final ParserSettings settings;
    private final String classPath;
    private final List<String> prefix;

    /** @throws OutageException if the work directory cannot be used */
    WorkerCommand(ParserSettings settings) {
        this.settings = settings;
        this.classPath = WorkerClassPath.of(settings);
        this.prefix = networkNamespace();
    }

    List<String> line(WorkerFiles files) {
        Path directory = files.directory();
        List<String> line = new ArrayList<>(prefix);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-Xmx" + settings.heapBytes() / 1024 + "k",
                "-Xss1m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + files.temporary().resolve("crash.log"),
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + files.temporary(),
                "-Duser.home=" + files.temporary(),
                "-Dpdfbox.fontcache=" + directory.getParent(),
                "-Djunrar.extractor.use-executor=false", // whose threads outlive the file
                "-Djdk.net.hosts.file=" + directory.resolve("no-hosts"),
                "-Djava.nio.channels.spi.SelectorProvider=" + RefusingSelectorProvider.class.getName(),
                "-Djavax.xml.accessExternalDTD=",
                "-Djavax.xml.accessExternalSchema=",
                "-Djavax.xml.accessExternalStylesheet=",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dorg.apache.logging.log4j.simplelog.StatusLogger.level=OFF",
                "-Dlog4j2.StatusLogger.level=OFF",
                "--enable-native-access=ALL-UNNAMED"));
        line.addAll(List.of(
                "-cp",
                classPath,
                WorkerMain.class.getName(),
                directory.toString(),
                String.valueOf(settings.text().characters()),
                String.valueOf(settings.text().embedded()),
                String.valueOf(settings.text().depth())));
        return line;
    }

    private static List<String> networkNamespace() {
        for (List<String> candidate : NETWORK_NAMESPACES) {
            if (works(candidate)) {
                return candidate;
            }
        }
        return List.of();
    }

    private static boolean works(List<String> prefix) {
        List<String> probe = new ArrayList<>(prefix);
        probe.add("true");
        try {
            Process process = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(5, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
