package dev.tributary.bench.simulation;

import dev.tributary.index.ChunkIndex;
import dev.tributary.index.InMemoryChunkIndex;
import dev.tributary.index.lucene.LuceneChunkIndex;
import dev.tributary.index.qdrant.FakeQdrant;
import dev.tributary.index.qdrant.QdrantChunkIndex;
import dev.tributary.index.qdrant.QdrantSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** The indexes that a simulation can be run on. */
enum Indexes {
    /** Says what an index must do, and is fast. */
    MEMORY {
        @Override
        IndexUnderTest open() {
            return new InMemory(new InMemoryChunkIndex(SimulatedEmbedder.DIMENSIONS));
        }
    },
    LUCENE {
        @Override
        IndexUnderTest open() {
            return new InDirectory();
        }
    },
    /** Qdrant's adapter over a server of our own: chunks and commit points are written apart. */
    QDRANT {
        @Override
        IndexUnderTest open() {
            return new OverTheWire();
        }
    };

    /** A fresh one. */
    abstract IndexUnderTest open();

    /** One without the guard; the one in memory if the guard is not of the index. */
    static IndexUnderTest without(Guard guard) {
        return guard == Guard.VERSION_CHECK || guard == Guard.REMOVAL_RECORD
                ? new InMemory(new UnguardedIndex(guard))
                : MEMORY.open();
    }

    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    private record InMemory(ChunkIndex index) implements IndexUnderTest {

        @Override
        public void close() {
            index.close();
        }
    }

    private static final class InDirectory implements IndexUnderTest {

        /** Where it exists, the many small writes need not wait for a disk. */
        private static final Path MEMORY_FILES = Path.of("/dev/shm");

        private final Path directory;
        private final ChunkIndex index;

        InDirectory() {
            try {
                directory = Files.isWritable(MEMORY_FILES)
                        ? Files.createTempDirectory(MEMORY_FILES, "tributary-simulation")
                        : Files.createTempDirectory("tributary-simulation");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            index = LuceneChunkIndex.openForWriting(directory, SimulatedEmbedder.DIMENSIONS);
        }

        @Override
        public ChunkIndex index() {
            return index;
        }

        @Override
        public void close() {
            index.close();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(directory);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static final class OverTheWire implements IndexUnderTest {

        private final FakeQdrant server = new FakeQdrant();
        private final ChunkIndex index = new QdrantChunkIndex(
                new QdrantSettings("localhost", server.port(), null, false, Duration.ofSeconds(10)),
                "simulation",
                SimulatedEmbedder.DIMENSIONS);

        @Override
        public ChunkIndex index() {
            return index;
        }

        @Override
        public void cutShort(int goodCalls, boolean carriedOut) {
            server.faultAfter(goodCalls, carriedOut ? FakeQdrant.Fault.AFTER : FakeQdrant.Fault.BEFORE);
        }

        @Override
        public void heal() {
            server.heal();
        }

        @Override
        public void close() {
            index.close();
            server.close();
        }
    }
}
