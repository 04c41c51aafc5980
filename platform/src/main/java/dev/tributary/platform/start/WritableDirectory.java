package dev.tributary.platform.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that a setting names and that this process writes. */
public final class WritableDirectory {

    private WritableDirectory() {}

    /**
     * Makes it if it is missing.
     *
     * @return the directory
     * @throws ConfigurationException if it cannot be made, is a file, or may not be written
     */
    public static Path require(String property, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new ConfigurationException(
                    property, directory, "a directory that can be made; the system says: " + failure, failure);
        }
        if (!Files.isWritable(directory)) {
            throw new ConfigurationException(property, directory, "a directory that this process may write");
        }
        return directory;
    }
}
