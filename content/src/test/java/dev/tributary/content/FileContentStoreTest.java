package dev.tributary.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.events.ContentReference;
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
    void aVolumeThatIsNotMountedIsAnOutageAndIsNotWrittenTo() throws IOException {
        ContentStore store = store();
        ContentReference reference = store.put("tenant", new byte[] {1});
        Path content = directory.resolve("content");
        Path elsewhere = Files.move(content, directory.resolve("elsewhere"));
        Files.createDirectory(content);
        assertThatThrownBy(() -> store.read("tenant", reference))
                .isInstanceOf(OutageException.class)
                .hasMessageContaining("mounted");
        assertThatThrownBy(() -> store().read("tenant", reference)).isInstanceOf(OutageException.class);
        assertThatThrownBy(() -> store().has("tenant", reference.sha256())).isInstanceOf(OutageException.class);
        assertThatThrownBy(() -> store.put("tenant", new byte[] {2})).isInstanceOf(OutageException.class);
        assertThat(content).isEmptyDirectory();

        Files.delete(content);
        Files.move(elsewhere, content);
        assertThat(store.read("tenant", reference)).containsExactly(1);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAnOutage() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        ContentStore store = new FileContentStore(file.resolve("content"));
        assertThatThrownBy(store::check).isInstanceOf(OutageException.class).hasMessageContaining(file.toString());
        assertThatThrownBy(() -> store.put("tenant", new byte[1])).isInstanceOf(OutageException.class);
    }
}
