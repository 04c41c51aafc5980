package dev.tributary.ingest.connector.folder;

import dev.tributary.events.Acl;
import dev.tributary.events.OutageException;
import dev.tributary.ingest.connector.Connector;
import dev.tributary.ingest.connector.ConnectorFactory;
import dev.tributary.ingest.connector.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Folders. Settings: {@code path}; {@code ignore}, comma-separated patterns on top of the usual ones; {@code readers},
 * comma-separated principals who may read all of it ({@code everyone} if left out).
 */
@Component
public final class FolderConnectorFactory implements ConnectorFactory {

    private static final Set<String> SETTINGS = Set.of("path", "ignore", "readers");
    private static final int MAX_WAITING_CHANGES = 20_000;

    @Override
    public String kind() {
        return "folder";
    }

    @Override
    public void check(SourceSettings settings) {
        settings.allowOnly(SETTINGS);
        Path path = path(settings);
        if (!Files.isDirectory(path) || !Files.isReadable(path)) {
            throw settings.invalid("path", "an existing directory that Tributary may read", null);
        }
        acl(settings);
    }

    @Override
    public Connector open(SourceSettings settings) {
        Folder folder = Folder.at(path(settings));
        IgnoreRules ignored = new IgnoreRules(settings.list("ignore"));
        try {
            FolderWatcher watcher = new FolderWatcher(folder, ignored, settings.source(), MAX_WAITING_CHANGES);
            return new FolderConnector(folder, ignored, acl(settings), watcher);
        } catch (IOException failure) {
            throw new OutageException("The folder " + folder.root() + " cannot be watched: " + failure, failure);
        }
    }

    private static Path path(SourceSettings settings) {
        String allowed = "the absolute path of a directory";
        try {
            return settings.text("path")
                    .map(Path::of)
                    .orElseThrow(() -> settings.invalid("path", allowed, null))
                    .toAbsolutePath();
        } catch (InvalidPathException malformed) {
            throw settings.invalid("path", allowed, malformed);
        }
    }

    private static Acl acl(SourceSettings settings) {
        Set<String> readers = Set.copyOf(settings.list("readers"));
        for (String reader : readers) {
            if (!reader.equals(Acl.EVERYONE) && !reader.startsWith("user:") && !reader.startsWith("group:")) {
                throw settings.invalid("readers", "everyone, or a list of user:… and group:…", null);
            }
        }
        return readers.isEmpty() ? Acl.everyone() : new Acl(readers);
    }
}
