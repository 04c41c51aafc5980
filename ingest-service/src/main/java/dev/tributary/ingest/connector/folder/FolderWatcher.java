package dev.tributary.ingest.connector.folder;

import dev.tributary.ingest.connector.Changes;
import dev.tributary.ingest.connector.Changes.Change;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices changes below a folder at once. What changes again and again is given once it rests, or after a while. If the
 * operating system cannot watch so many directories, nothing is given and the regular listings find the changes.
 */
final class FolderWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);

    private static final Duration REST = Duration.ofMillis(200);
    private static final Duration LONGEST_UNREST = Duration.ofSeconds(2);

    private record Noticed(Instant first, Instant last) {
        boolean isDue(Instant now) {
            return !now.isBefore(last.plus(REST)) || !now.isBefore(first.plus(LONGEST_UNREST));
        }
    }

    private final Folder folder;
    private final IgnoreRules ignored;
    private final int maxWaiting;
    private final Clock clock = Clock.systemUTC();
    private final WatchService service;
    private final Thread thread;

    private final Map<WatchKey, Path> directories = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Change, Noticed> waiting = new LinkedHashMap<>();
    private boolean missedSome;
    private int given;

    /** @param maxWaiting how many changes to remember; with more, only a listing tells */
    FolderWatcher(Folder folder, IgnoreRules ignored, String source, int maxWaiting) throws IOException {
        this.folder = folder;
        this.ignored = ignored;
        this.maxWaiting = maxWaiting;
        this.service = folder.root().getFileSystem().newWatchService();
        this.thread = Thread.ofPlatform().daemon().name("watch-" + source).unstarted(this::run);
        watchTree(Path.of(""), false);
        thread.start();
    }

    /** Changes that rest by now; waits for the first. */
    Changes take(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        lock.lockInterruptibly();
        try {
            given = 0;
            while (true) {
                List<Change> due = takeDue();
                boolean complete = !missedSome;
                missedSome = false;
                long left = deadline - System.nanoTime();
                if (!due.isEmpty() || !complete || left <= 0) {
                    given = due.size() + (complete ? 0 : 1);
                    return new Changes(due, null, complete);
                }
                long pause = waiting.isEmpty() ? left : Math.min(left, REST.toNanos() / 4);
                long unused = changed.awaitNanos(pause);
            }
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size() + given + (missedSome ? 1 : 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            service.close();
            thread.join();
        } catch (IOException failure) {
            LOG.warn("Could not end watching {}: {}", folder.root(), failure.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Change> takeDue() {
        Instant now = clock.instant();
        List<Change> due = new ArrayList<>();
        Iterator<Map.Entry<Change, Noticed>> entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Change, Noticed> entry = entries.next();
            if (entry.getValue().isDue(now)) {
                due.add(at(entry.getKey(), entry.getValue().first()));
                entries.remove();
            }
        }
        return due;
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = service.take();
                Path directory = directories.get(key);
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
                        missed();
                    } else if (directory != null && event.context() instanceof Path name) {
                        noticed(directory.resolve(name), event.kind());
                    }
                }
                if (!key.reset()) {
                    directories.remove(key);
                    if (directory != null && directory.toString().isEmpty()) {
                        missed();
                    }
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException closed) {
            LOG.debug("No longer watching {}", folder.root());
        }
    }

    private void noticed(Path relative, WatchEvent.Kind<?> kind) {
        String id = NativeIds.of(relative);
        if (kind.equals(StandardWatchEventKinds.ENTRY_DELETE)) {
            if (directories.containsValue(relative)) {
                forgetTree(relative);
                remember(new Change.SubtreeGone(id + "/", Instant.EPOCH));
            } else if (!ignored.ignoresFile(id)) {
                remember(new Change.Touched(id, Instant.EPOCH));
            }
            return;
        }
        try {
            if (!folder.attributes(relative).isDirectory()) {
                touched(id);
            } else if (kind.equals(StandardWatchEventKinds.ENTRY_CREATE) && !ignored.ignores(id, true)) {
                watchTree(relative, true);
            }
        } catch (NoSuchFileException | NotDirectoryException vanished) {
            touched(id);
        } catch (IOException | RuntimeException failure) {
            LOG.debug("Could not look at a change: {}", failure.toString());
            missed();
        }
    }

    private void touched(String id) {
        if (!ignored.ignoresFile(id)) {
            remember(new Change.Touched(id, Instant.EPOCH));
        }
    }

    /** Watches first and lists then, so that nothing slips between the two. */
    private void watchTree(Path from, boolean tell) {
        try {
            watch(from);
            folder.walk(from, new Watching(tell));
        } catch (NoSuchFileException | NotDirectoryException vanished) {
            LOG.debug("A directory vanished before it was watched");
        } catch (IOException failure) {
            LOG.warn(
                    "Cannot watch all of {}: {}. Changes there are found by the regular listing instead. If the limit of"
                            + " inotify watches is reached, raise it: sysctl fs.inotify.max_user_watches=524288",
                    folder.root(),
                    failure.getMessage());
            missed();
        }
    }

    private final class Watching implements Folder.Visitor {

        private final boolean tell;

        Watching(boolean tell) {
            this.tell = tell;
        }

        @Override
        public boolean visit(Path relative, BasicFileAttributes attributes) throws IOException {
            String id = NativeIds.of(relative);
            boolean directory = attributes.isDirectory() && !ignored.ignores(id, true);
            if (directory) {
                watch(relative);
            } else if (tell && attributes.isRegularFile()) {
                touched(id);
            }
            return directory;
        }

        /** The listing reports it. */
        @Override
        public void denied(Path relative) {}
    }

    private void watch(Path relative) throws IOException {
        if (!Files.isReadable(folder.root().resolve(relative))) {
            return;
        }
        WatchKey key = folder.root()
                .resolve(relative)
                .register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
        directories.put(key, relative);
    }

    /** A directory that was moved keeps its watches, under a name that is no longer right. */
    private void forgetTree(Path gone) {
        directories.entrySet().removeIf(entry -> {
            boolean below = entry.getValue().startsWith(gone);
            if (below) {
                entry.getKey().cancel();
            }
            return below;
        });
    }

    private void remember(Change change) {
        lock.lock();
        try {
            Instant now = clock.instant();
            waiting.merge(change, new Noticed(now, now), (before, again) -> new Noticed(before.first(), now));
            if (waiting.size() > maxWaiting) {
                waiting.clear();
                missedSome = true;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void missed() {
        lock.lock();
        try {
            missedSome = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Change at(Change change, Instant when) {
        return switch (change) {
            case Change.Touched touched -> new Change.Touched(touched.nativeId(), when);
            case Change.SubtreeGone gone -> new Change.SubtreeGone(gone.prefix(), when);
        };
    }
}
