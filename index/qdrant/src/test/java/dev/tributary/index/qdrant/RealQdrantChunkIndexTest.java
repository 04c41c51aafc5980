package dev.tributary.index.qdrant;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.index.ChunkIndex;
import dev.tributary.index.ChunkIndexContract;
import dev.tributary.index.Fixtures;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.qdrant.QdrantContainer;

/** The contract against the real server, where there is one; each test has a collection of its own, dropped after it. */
final class RealQdrantChunkIndexTest {

    abstract static class RealServer extends ChunkIndexContract {

        private final String collection = "tributary-test-" + UUID.randomUUID();
        private @Nullable QdrantSettings used;

        abstract QdrantSettings settings();

        @Override
        protected final ChunkIndex open() {
            QdrantSettings settings = settings();
            used = settings;
            return new QdrantChunkIndex(settings, collection, Fixtures.DIMENSIONS);
        }

        @Override
        protected final Optional<ChunkIndex> reopen() {
            return Optional.of(open());
        }

        @AfterEach
        final void drop() {
            if (used != null) {
                try (Connection connection = new Connection(used)) {
                    DeleteCollection request = DeleteCollection.newBuilder()
                            .setCollectionName(collection)
                            .build();
                    connection.collections(stub -> stub.delete(request));
                }
            }
        }
    }

    /** In a container, where Docker is. */
    @Nested
    final class InDocker extends RealServer {

        private static @Nullable QdrantContainer container;

        @BeforeAll
        static void start() {
            assumeTrue(
                    DockerClientFactory.instance().isDockerAvailable(),
                    "There is no Docker here. Start it and run: mvn test -pl index/qdrant -Dtest=RealQdrantChunkIndexTest");
            container = new QdrantContainer("qdrant/qdrant:v1.18.1");
            container.start();
        }

        @AfterAll
        static void stop() {
            if (container != null) {
                container.stop();
            }
        }

        @Override
        QdrantSettings settings() {
            QdrantContainer running = container;
            assumeTrue(running != null);
            return new QdrantSettings(running.getHost(), running.getGrpcPort(), null, false, Duration.ofSeconds(10));
        }
    }

    /** Wherever the environment says. */
    @Nested
    final class AtAUrl extends RealServer {

        @BeforeAll
        static void requireUrl() {
            assumeTrue(
                    System.getenv("QDRANT_URL") != null,
                    "QDRANT_URL is not set. Run: QDRANT_URL=http://localhost:6334 mvn test -pl index/qdrant"
                            + " -Dtest=RealQdrantChunkIndexTest (the gRPC port; QDRANT_API_KEY if it asks for one)");
        }

        @Override
        QdrantSettings settings() {
            URI address = URI.create(System.getenv("QDRANT_URL"));
            return new QdrantSettings(
                    address.getHost(),
                    address.getPort() < 0 ? QdrantSettings.DEFAULT_PORT : address.getPort(),
                    System.getenv("QDRANT_API_KEY"),
                    "https".equals(address.getScheme()),
                    Duration.ofSeconds(10));
        }
    }
}
