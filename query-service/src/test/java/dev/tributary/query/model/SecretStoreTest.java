package dev.tributary.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class SecretStoreTest {

    @TempDir
    private Path directory;

    private final Map<String, @Nullable String> environment = new HashMap<>();
    private SecretStore store;

    @BeforeEach
    void make() {
        store = new SecretStore(directory, environment::get);
    }

    @Test
    void aKeyIsReadFromAVariable() {
        environment.put("CLOUD_API_KEY", " k1\n");

        assertThat(store.read("env:CLOUD_API_KEY")).contains("k1");
        assertThat(store.read("env:OTHER_API_KEY")).isEmpty();
    }

    @Test
    void aKeyIsReadFromAFileEachTime() throws IOException {
        Path file = directory.resolve("cloud");
        Files.writeString(file, "k1\n");
        assertThat(store.read("file:" + file)).contains("k1");

        Files.writeString(file, "k2");

        assertThat(store.read("file:" + file)).contains("k2");
        assertThat(store.read("file:" + directory.resolve("missing"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-0123456789abcdef",
                "env:PATH",
                "env:TRIBUTARY_SECURITY_KEYS_ADMIN_SECRET",
                "file:/etc/passwd",
                "file:cloud",
                "file:../cloud",
                "env:",
                "file:",
                "file:\0",
                "",
            })
    void whatIsNoPlaceForAKeyIsNoReference(String reference) {
        environment.put("PATH", "/bin");

        assertThat(store.isReference(reference)).isFalse();
        assertThat(store.read(reference)).isEmpty();
    }

    @Test
    void aFileOutsideOfTheDirectoryCannotBeNamed() {
        assertThat(store.isReference("file:" + directory + "/../" + directory.getFileName() + "/cloud"))
                .isFalse();
        assertThat(store.isReference("file:" + directory + "/sub/cloud")).isFalse();
        assertThat(store.isReference("file:" + directory + "/..")).isFalse();
    }
}
