package dev.tributary.local.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Descriptions under {@code docs/api}: one of now, and one of the last release in {@code released/}. */
final class CommittedDescription {

    static final String BROKEN =
            "Clients of the last release (docs/api/released) would break. Keep what they use, and add"
                    + " the new beside it; what is no more wanted goes with the next major version, whose release replaces the files";

    private static final String OUTDATED =
            "docs/api/%s is not what the code says. Renew it: ./mvnw -pl local -am test -Dtest=OpenApiTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Ddescriptions=write";
    private static final Path DIRECTORY = Path.of("../docs/api");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private CommittedDescription() {}

    static void check(String file, JsonNode now) throws IOException {
        String text = JSON.writeValueAsString(now).replace("\r\n", "\n") + "\n";
        Path committed = DIRECTORY.resolve(file);
        if ("write".equals(System.getProperty("descriptions"))) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(committed, text);
        }
        assertThat(Files.readString(committed)).as(OUTDATED, file).isEqualTo(text);
    }

    static JsonNode released(String file) {
        return JSON.readTree(DIRECTORY.resolve("released").resolve(file));
    }
}
