package dev.tributary.ingest.source;

import dev.tributary.events.OutageException;
import dev.tributary.ingest.connector.Changes;
import dev.tributary.ingest.connector.Connector;
import dev.tributary.ingest.connector.ConnectorFactory;
import dev.tributary.ingest.connector.Fetched;
import dev.tributary.ingest.connector.SourceSettings;
import dev.tributary.ingest.connector.folder.FolderConnectorFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Folders whose readings are counted, whose listings can fail, and in which files called {@code unreadable.txt} are. */
final class CountingConnectors implements ConnectorFactory {

    private final ConnectorFactory folders = new FolderConnectorFactory();
    private final AtomicInteger fetched = new AtomicInteger();
    private final AtomicInteger listings = new AtomicInteger();
    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);

    /** What is wrong with listings. */
    enum Fault {
        NONE,
        /** Nothing is shown, as if all was well. */
        EMPTY,
        /** Fails after the first document. */
        BROKEN,
        /** Shows nothing, and says that it may not look. */
        DENIED
    }

    /** For the listings that begin from now on. */
    void fail(Fault with) {
        fault.set(with);
    }

    /** How many listings ended, in whatever way. */
    int listings() {
        return listings.get();
    }

    int fetched() {
        return fetched.get();
    }

    @Override
    public String kind() {
        return "counting";
    }

    @Override
    public void check(SourceSettings settings) {
        folders.check(settings);
    }

    @Override
    public Connector open(SourceSettings settings) {
        return new Counting(folders.open(settings), fetched, listings, fault);
    }

    private record Counting(
            Connector folder, AtomicInteger fetched, AtomicInteger listings, AtomicReference<Fault> fault)
            implements Connector {

        @Override
        public Changes changes(@Nullable String checkpoint, Duration wait) throws InterruptedException {
            return folder.changes(checkpoint, wait);
        }

        @Override
        public Inventory inventory(Consumer<Entry> visitor) {
            try {
                return switch (Objects.requireNonNull(fault.get())) {
                    case NONE -> folder.inventory(visitor);
                    case EMPTY -> new Inventory(null, Set.of());
                    case DENIED -> new Inventory(null, Set.of(""));
                    case BROKEN -> broken(visitor);
                };
            } finally {
                listings.incrementAndGet();
            }
        }

        private Inventory broken(Consumer<Entry> visitor) {
            AtomicInteger shown = new AtomicInteger();
            folder.inventory(entry -> {
                if (shown.getAndIncrement() > 0) {
                    throw new OutageException("403 Forbidden", null);
                }
                visitor.accept(entry);
            });
            throw new OutageException("403 Forbidden", null);
        }

        @Override
        public Fetched fetch(String nativeId) {
            fetched.incrementAndGet();
            Fetched document = folder.fetch(nativeId);
            if (nativeId.equals("unreadable.txt") && document instanceof Fetched.Content content) {
                content.close();
                return new Fetched.Unreadable(content.facts(), "Not for Tributary.", null);
            }
            return document;
        }

        @Override
        public int waiting() {
            return folder.waiting();
        }

        @Override
        public void close() {
            folder.close();
        }
    }
}
