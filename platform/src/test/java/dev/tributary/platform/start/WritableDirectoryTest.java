package dev.tributary.platform.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableDirectoryTest {

    private static final String PROPERTY = "tributary.content.directory";

    @Test
    void isMadeIfItIsMissing(@TempDir Path folder) {
        Path missing = folder.resolve("data").resolve("content");

        assertThat(WritableDirectory.require(PROPERTY, missing))
                .isEqualTo(missing)
                .isDirectory();
        assertThat(WritableDirectory.require(PROPERTY, missing)).isDirectory();
    }

    @Test
    void aFileInItsWayIsNamedWithTheProperty(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("content"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> WritableDirectory.require(PROPERTY, file))
                .withMessageContainingAll(PROPERTY + " is '" + file + "'", "Allowed: a directory");
    }

    @Test
    void oneThatMayOnlyBeReadIsNamedWithTheProperty(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(folder), "Skipped: this user may write everywhere; run it as another than root");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> WritableDirectory.require(PROPERTY, folder))
                .withMessageContainingAll(PROPERTY, "may write");
    }
}
