package dev.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.web.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
final class ApiKeysTest {

    private static final String READER = "reader-0123456789abcdef";
    private static final String WRITER = "writer-0123456789abcdef";
    private static final String ADMIN = "admin-0123456789abcdef";
    private static final String PUSHER = "pusher-0123456789abcdef";
    private static final String FOREIGN_ADMIN = "foreign-admin-0123456789";
    private static final String HASHED = "hashed-0123456789abcdef";
    private static final String HASH = "49a6a064319e962b792be1789582749c97e54e74ee707cf2918d98dc6038c338";
    private static final String SEARCH = "{\"query\":\"a\",\"limit\":1}";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("admin"), ADMIN + "\n");
        server = TestServer.start(
                "--tributary.tenant=acme",
                "--tributary.security.keys.app.secret=" + READER,
                "--tributary.security.keys.app.tenant=globex",
                "--tributary.security.keys.app.principals=user:ann,group:sales",
                "--tributary.security.keys.sync.secret=" + WRITER,
                "--tributary.security.keys.sync.role=writer",
                "--tributary.security.keys.hashed.sha256=" + HASH,
                "--tributary.security.keys.hashed.role=writer",
                "--tributary.security.keys.push.secret=" + PUSHER,
                "--tributary.security.keys.push.role=writer",
                "--tributary.security.keys.push.sources=a",
                "--tributary.security.keys.globex.secret=" + FOREIGN_ADMIN,
                "--tributary.security.keys.globex.tenant=globex",
                "--tributary.security.keys.globex.role=admin",
                "--tributary.security.keys.ops.secret-file=" + file,
                "--tributary.security.keys.ops.role=admin");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/v1/search,401,200,200,200",
        "PUT,/v1/sources/a,401,403,200,200",
        "DELETE,/v1/sources/a,401,403,200,200",
        "GET,/v1/status?days=1,401,403,200,200",
        "GET,/v1/documents/a,401,403,200,200",
        "POST,/v1/models,401,403,403,200",
        "GET,/v1/nothing,401,403,403,404",
        "GET,/actuator/health,200,200,200,200",
        "GET,/actuator/health/liveness,200,200,200,200",
        "GET,/actuator/health/readiness,200,200,200,200",
        "GET,/actuator/health/diskSpace,401,403,403,404",
        "GET,/actuator/prometheus,200,200,200,200",
        "GET,/actuator/env,401,403,403,200",
        "GET,/page.css,200,200,200,200",
        "GET,/page.js,200,200,200,200",
        "GET,/,200,200,200,200",
    })
    void aRoleDecidesWhatAKeyMayDo(String method, String path, int none, int reader, int writer, int admin)
            throws Exception {
        String body = method.equals("POST") ? SEARCH : "";
        assertThat(server.send(method, path, body).statusCode()).isEqualTo(none);
        assertThat(send(method, path, body, READER).statusCode()).isEqualTo(reader);
        assertThat(send(method, path, body, WRITER).statusCode()).isEqualTo(writer);
        assertThat(send(method, path, body, ADMIN).statusCode()).isEqualTo(admin);
    }

    @Test
    void accessComesFromTheKey() throws Exception {
        assertThat(send("POST", "/v1/search?tenant=other&admin=true", SEARCH, READER)
                        .body())
                .isEqualTo("{\"tenant\":\"globex\",\"principals\":[\"everyone\",\"group:sales\",\"user:ann\"],"
                        + "\"admin\":false}");
        assertThat(send("POST", "/v1/search", SEARCH, ADMIN).body())
                .isEqualTo("{\"tenant\":\"acme\",\"principals\":[\"everyone\"],\"admin\":true}");
    }

    @Test
    void aKeyMayBeConfiguredByItsHash() throws Exception {
        assertThat(send("GET", "/v1/status?days=1", "", HASHED).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/v1/status?days=1", "", HASH).statusCode()).isEqualTo(401);
    }

    @Test
    void aKeyForASourceWritesToItAloneAndReadsAsAReader() throws Exception {
        assertThat(send("PUT", "/v1/sources/b/documents/x", "", PUSHER).statusCode())
                .isEqualTo(403);
        assertThat(send("PUT", "/v1/sources/a/documents/x", "", PUSHER).statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/v1/search", SEARCH, PUSHER).statusCode()).isEqualTo(200);
        assertThat(send("PUT", "/v1/sources/a", "", PUSHER).body())
                .contains("has the role writer for the sources a, which may not PUT /v1/sources/a");
    }

    @Test
    void whatAllTenantsShareIsForAdminsOfTheInstallationsOwn() throws Exception {
        for (String path : new String[] {"/actuator/env", "/actuator/configprops"}) {
            assertThat(send("GET", path, "", ADMIN).statusCode()).isEqualTo(200);
            assertThat(send("GET", path, "", FOREIGN_ADMIN).statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sha256=abc | keys.app.sha256",
                "sha256=" + HASH + ",secret=" + READER + " | one of .secret, .secret-file and .sha256",
                "secret=" + READER + ",sources=a,role=reader | keys.app.sources",
            })
    void aKeyThatCannotBeMeantStopsTheStart(String settings, String message) {
        String[] arguments = Stream.of(settings.split(","))
                .map("--tributary.security.keys.app."::concat)
                .toArray(String[]::new);
        assertThatThrownBy(() -> TestServer.start(arguments).close())
                .hasStackTraceContaining(message)
                .hasMessageNotContaining(READER);
    }

    @Test
    void refusalsAreProblemsWithAChallenge() throws Exception {
        HttpResponse<String> missing = server.send("POST", "/v1/search", SEARCH);
        assertThat(missing.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        HttpResponse<String> wrong = send("POST", "/v1/search", SEARCH, READER + "x");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(wrong.body()).contains("\"status\":401").doesNotContain(READER);
        assertThat(send("PUT", "/v1/sources/a", "", READER).body())
                .contains("The caller 'app' has the role reader, which may not PUT /v1/sources/a");
    }

    @Test
    void everyResponseCarriesSecurityHeadersAndNoCookie() throws Exception {
        HttpResponse<String> response = server.send("GET", "/", "");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "img-src 'self' data:", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void noSecretIsInAPageAMetricOrTheLog(CapturedOutput output) throws Exception {
        String pages = send("GET", "/actuator/env", "", ADMIN).body()
                + send("GET", "/actuator/configprops", "", ADMIN).body()
                + send("GET", "/actuator/prometheus", "", ADMIN).body();
        assertThat(pages).contains("tributary.security.keys.app.secret").doesNotContain(READER, WRITER, ADMIN, HASH);
        assertThat(output.getAll())
                .contains("Started")
                .doesNotContain(READER, WRITER, ADMIN, "generated security password");
    }

    private HttpResponse<String> send(String method, String path, String body, String secret) throws Exception {
        return server.send(method, path, body, "Authorization", "Bearer " + secret);
    }
}
