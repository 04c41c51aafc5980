package dev.tributary.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.events.OutageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentStoreTest extends ContentStoreContract {

    @TempDir
    Path directory;

    @Override
    protected ContentStore store() {
        return new FileContentStore(directory.resolve("content"));
    }

    @Test
    void leavesNothingAsideBehind() throws Exception {
        ContentStore store = store();
        store.put("tenant", new byte[] {1, 2, 3});
        store.check();
        try (var files = Files.list(directory.resolve("content/aside"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAnOutage() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        ContentStore store = new FileContentStore(file.resolve("content"));
        assertThatThrownBy(store::check).isInstanceOf(OutageException.class).hasMessageContaining(file.toString());
        assertThatThrownBy(() -> store.put("tenant", new byte[1])).isInstanceOf(OutageException.class);
    }
}
