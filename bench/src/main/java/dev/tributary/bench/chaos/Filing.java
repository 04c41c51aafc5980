package dev.tributary.bench.chaos;

import dev.tributary.events.DocumentKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes changes in a followed folder, whether anybody follows it or not. */
final class Filing {

    private final Path folder;
    private final Ledger ledger;

    Filing(Path folder, Ledger ledger) {
        this.folder = folder;
        this.ledger = ledger;
    }

    void file(Change change) throws IOException {
        switch (change) {
            case Change.Put put -> {
                Path file = path(put.id());
                Files.createDirectories(file.getParent());
                Files.write(file, put.text().bytes());
                ledger.put(key(put.id()), null, put);
            }
            case Change.Remove remove -> {
                Files.delete(path(remove.id()));
                ledger.removed(key(remove.id()), null);
            }
            case Change.Rename rename -> {
                Files.move(path(rename.from()), path(rename.to().id()));
                ledger.removed(key(rename.from()), null);
                ledger.put(key(rename.to().id()), null, rename.to());
            }
        }
    }

    private Path path(String id) {
        return folder.resolve(id);
    }

    static DocumentKey key(String id) {
        return new DocumentKey(Installation.TENANT, Installation.FOLDER_SOURCE, id);
    }
}
