package dev.tributary.ingest.source;

import dev.tributary.ingest.connector.Changes;
import dev.tributary.ingest.connector.Connector;
import dev.tributary.ingest.connector.ConnectorFactory;
import dev.tributary.ingest.connector.Fetched;
import dev.tributary.ingest.connector.SourceSettings;
import dev.tributary.ingest.connector.folder.FolderConnectorFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Folders whose readings are counted, and in which files called {@code unreadable.txt} are. */
final class CountingConnectors implements ConnectorFactory {

    private final ConnectorFactory folders = new FolderConnectorFactory();
    private final AtomicInteger fetched = new AtomicInteger();

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
        return new Counting(folders.open(settings), fetched);
    }

    private record Counting(Connector folder, AtomicInteger fetched) implements Connector {

        @Override
        public Changes changes(@Nullable String checkpoint, Duration wait) throws InterruptedException {
            return folder.changes(checkpoint, wait);
        }

        @Override
        public Inventory inventory(Consumer<Entry> visitor) {
            return folder.inventory(visitor);
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
