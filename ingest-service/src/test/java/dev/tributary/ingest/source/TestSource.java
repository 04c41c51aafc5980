package dev.tributary.ingest.source;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.ingest.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A folder and the service that follows it, with a tenant and a catalog of its own.
 *
 * @param name of source and tenant
 * @param data of the service, over all its starts
 * @param root of the folder
 */
record TestSource(EmbeddedBroker broker, String name, Path data, Path root) {

    static TestSource in(Path shared, String name, EmbeddedBroker broker) throws IOException {
        Path data = shared.resolve(name);
        return new TestSource(broker, name, data, Files.createDirectories(data.resolve("docs")));
    }

    /** @param settings of the source, as {@code name=value} */
    TestService start(String... settings) {
        String prefix = "--tributary.sources." + name + ".";
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--tributary.ingest.max-pending=100000",
                                "--tributary.ingest.express-pending=100000",
                                "--tributary.tenant=" + name,
                                prefix + "connector=counting",
                                prefix + "path=" + root),
                        Stream.of(settings).map(setting -> prefix + setting))
                .toArray(String[]::new);
        return TestService.start(broker, data, List.of(CountingConnectors.class), arguments);
    }

    JsonNode status(TestService service) throws Exception {
        return service.get("/v1/status")
                .path("sources")
                .valueStream()
                .filter(entry -> entry.path("source").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String phase(TestService service) throws Exception {
        return status(service).path("phase").asString();
    }
}
