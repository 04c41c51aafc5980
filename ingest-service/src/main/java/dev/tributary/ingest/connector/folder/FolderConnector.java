package dev.tributary.ingest.connector.folder;

import dev.tributary.events.Acl;
import dev.tributary.events.OutageException;
import dev.tributary.ingest.connector.Changes;
import dev.tributary.ingest.connector.Connector;
import dev.tributary.ingest.connector.DocumentFacts;
import dev.tributary.ingest.connector.Fetched;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The regular files below a folder, by their relative paths. */
final class FolderConnector implements Connector {

    private final Folder folder;
    private final IgnoreRules ignored;
    private final Acl acl;
    private final FolderWatcher watcher;
    private final Clock clock = Clock.systemUTC();

    FolderConnector(Folder folder, IgnoreRules ignored, Acl acl, FolderWatcher watcher) {
        this.folder = folder;
        this.ignored = ignored;
        this.acl = acl;
        this.watcher = watcher;
    }

    @Override
    public Changes changes(@Nullable String checkpoint, Duration wait) throws InterruptedException {
        return watcher.take(wait);
    }

    @Override
    public Inventory inventory(Consumer<Entry> visitor) {
        Listing listing = new Listing(visitor);
        try {
            folder.walk(Path.of(""), listing);
            return new Inventory(null, listing.unlisted);
        } catch (IOException failure) {
            throw new OutageException(
                    "The folder " + folder.root() + " cannot be listed completely, so nothing is taken for deleted: "
                            + failure,
                    failure);
        }
    }

    @Override
    public Fetched fetch(String nativeId) {
        Optional<Path> path = NativeIds.path(nativeId);
        if (path.isEmpty() || ignored.ignoresFile(nativeId)) {
            return new Fetched.Gone();
        }
        return fetch(path.get());
    }

    @Override
    public int waiting() {
        return watcher.waiting();
    }

    @Override
    public void close() {
        watcher.close();
    }

    private Fetched fetch(Path relative) {
        BasicFileAttributes attributes;
        try {
            attributes = folder.attributes(relative);
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return new Fetched.Gone();
        } catch (IOException failure) {
            return new Fetched.Unreadable(facts(relative, null), unreadable(failure), null);
        }
        if (!attributes.isRegularFile()) {
            return new Fetched.Gone();
        }
        DocumentFacts facts = facts(relative, attributes);
        String state = FolderFile.state(folder, relative, attributes);
        String revision = FolderFile.revision(attributes, state, clock.instant());
        try {
            return new FolderFile(folder, relative, attributes, state, folder.read(relative), facts, revision);
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return new Fetched.Gone();
        } catch (IOException failure) {
            return new Fetched.Unreadable(facts, unreadable(failure), null);
        }
    }

    private DocumentFacts facts(Path relative, @Nullable BasicFileAttributes attributes) {
        String id = NativeIds.of(relative);
        return new DocumentFacts(
                folder.root().resolve(relative).toUri().toString(),
                null,
                null,
                id.substring(id.lastIndexOf('/') + 1),
                acl,
                Map.of(),
                attributes == null ? null : attributes.lastModifiedTime().toInstant());
    }

    private static String unreadable(IOException failure) {
        return Folder.isDenied(failure)
                ? "Tributary may not read this file. Give the account that Tributary runs under the right to read it."
                : "This file could not be read (" + failure.getMessage() + "). It is tried again at the next listing.";
    }

    private final class Listing implements Folder.Visitor {

        private final Consumer<Entry> visitor;
        private final Set<String> unlisted = new HashSet<>();

        Listing(Consumer<Entry> visitor) {
            this.visitor = visitor;
        }

        @Override
        public boolean visit(Path relative, BasicFileAttributes attributes) {
            String id = NativeIds.of(relative);
            if (ignored.ignores(id, attributes.isDirectory())) {
                return false;
            }
            if (attributes.isRegularFile()) {
                String state = FolderFile.state(folder, relative, attributes);
                visitor.accept(new Entry(id, FolderFile.revision(attributes, state, clock.instant())));
            }
            return true;
        }

        @Override
        public void denied(Path relative) {
            unlisted.add(NativeIds.of(relative) + "/");
        }
    }
}
