package dev.tributary.parser.pool;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A service as Spring Boot packs it: its classes and the jars of its libraries within one jar. */
final class JarOfJars {

    private JarOfJars() {}

    static Path of(String classPath, Path jar) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("BOOT-INF/classes/"));
            for (Path entry :
                    Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList()) {
                if (Files.isDirectory(entry)) {
                    for (Path file : filesIn(entry)) {
                        add(zip, "BOOT-INF/classes/" + entry.relativize(file), file);
                    }
                } else {
                    add(zip, "BOOT-INF/lib/" + entry.getFileName(), entry);
                }
            }
        }
        return jar;
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
    }
}
