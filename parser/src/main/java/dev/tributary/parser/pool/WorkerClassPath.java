package dev.tributary.parser.pool;

import dev.tributary.events.OutageException;
import dev.tributary.parser.ParserSettings;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where workers find their classes. Spring Boot's jar of jars is unpacked for them: out of jars within a jar, classes take
 * twice the processor time to load, which each worker pays when it starts.
 */
final class WorkerClassPath {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private WorkerClassPath() {}

    /**
     * @return with absolute paths, as workers start in a directory of their own
     * @throws OutageException if the work directory cannot be written
     */
    static String of(ParserSettings settings) {
        String configured = settings.classPath();
        String classPath = configured == null ? System.getProperty("java.class.path") : configured;
        Path unpacked = settings.workDirectory().resolve("worker-classes");
        try (JarFile jar = jarOfJars(classPath)) {
            return jar == null ? absolute(classPath) : unpack(jar, unpacked);
        } catch (IOException failure) {
            throw new OutageException(
                    "The parsers' classes cannot be unpacked to " + unpacked + ": " + failure, failure);
        }
    }

    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static @Nullable JarFile jarOfJars(String classPath) throws IOException {
        if (!classPath.endsWith(".jar") || classPath.contains(File.pathSeparator)) {
            return null;
        }
        JarFile jar = new JarFile(classPath);
        if (jar.getEntry(CLASSES) != null) {
            return jar;
        }
        jar.close();
        return null;
    }

    private static String unpack(JarFile jar, Path directory) throws IOException {
        Set<String> classPath = new LinkedHashSet<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (entry.isDirectory() || !(name.startsWith(CLASSES) || name.startsWith(LIBRARIES))) {
                continue;
            }
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream bytes = jar.getInputStream(entry)) {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            }
            classPath.add(name.startsWith(CLASSES) ? directory.resolve(CLASSES).toString() : file.toString());
        }
        return String.join(File.pathSeparator, classPath);
    }
}
