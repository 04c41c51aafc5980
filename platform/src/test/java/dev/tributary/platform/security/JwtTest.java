package dev.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.platform.web.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Tokens of an identity provider, which is a real server with real keys. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class JwtTest {

    private static final String KEY = "reader-0123456789abcdef";
    private static final String SEARCH = "{\"query\":\"a\",\"limit\":1}";

    private ECKey key;
    private ECKey foreign;
    private HttpServer provider;
    private String issuer;
    private TestServer server;

    @BeforeAll
    void start() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        foreign = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + provider.getAddress().getPort();
        provider.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, """
                {"issuer":"%s","jwks_uri":"%s/keys","subject_types_supported":["public"]}""".formatted(issuer, issuer)));
        provider.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        provider.start();
        server = start(issuer);
    }

    private static TestServer start(String issuer) {
        return TestServer.start(
                "--tributary.tenant=acme",
                "--tributary.security.keys.app.secret=" + KEY,
                "--tributary.security.jwt.issuer=" + issuer,
                "--tributary.security.jwt.audience=tributary",
                "--tributary.security.jwt.tenant-claim=org",
                "--tributary.security.jwt.writers=editors",
                "--tributary.security.jwt.admins=operators");
    }

    @AfterAll
    void stop() {
        server.close();
        provider.stop(0);
    }

    @Test
    void aTokenSaysWhoAsksAndForWhichTenant() throws Exception {
        HttpResponse<String> answer = search(signed(claims -> claims));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("acme", "user:ann", "group:sales", "group:support");
    }

    @Test
    void aGroupGivesARole() throws Exception {
        String member = signed(claims -> claims.claim("groups", List.of("sales")));
        String editor = signed(claims -> claims.claim("groups", List.of("editors")));
        String operator = signed(claims -> claims.claim("groups", List.of("operators")));

        assertThat(send("PUT", "/v1/sources/a", member).statusCode()).isEqualTo(403);
        assertThat(send("PUT", "/v1/sources/a", editor).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/actuator/env", editor).statusCode()).isEqualTo(403);
        assertThat(send("GET", "/actuator/env", operator).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenThatIsNotForUsIsRefused() throws Exception {
        assertRefused(signed(claims -> claims.audience("payroll")));
        assertRefused(signed(claims -> claims.issuer("https://elsewhere.example.com")));
        assertRefused(
                signed(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(3600)))));
        assertRefused(
                signed(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(3600)))));
        assertRefused(signed(claims -> claims.claim("org", null)));
        assertRefused(signed(claims -> claims.subject(null)));
    }

    @Test
    void aTokenThatTheIssuerDidNotSignIsRefused() throws Exception {
        assertRefused(signed(foreign, claims(claims -> claims)));
        assertRefused(new PlainJWT(claims(claims -> claims)).serialize() + "x");
        SignedJWT symmetric = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(claims -> claims));
        symmetric.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        assertRefused(symmetric.serialize());
    }

    /** Limits and logs go by names: whoever gets tokens must not pass for a key. */
    @Test
    void aUserWithTheNameOfAKeyIsAnotherCaller() throws Exception {
        String app = signed(claims -> claims.subject("app"));
        assertThat(send("GET", "/actuator/env", app).body()).contains("The caller 'user:app'");
        assertThat(send("GET", "/actuator/env", KEY).body()).contains("The caller 'app'");
    }

    @Test
    void anApiKeyWorksBesideTokens() throws Exception {
        assertThat(search(KEY).statusCode()).isEqualTo(200);
        assertThat(server.send("POST", "/v1/search", SEARCH).statusCode()).isEqualTo(401);
    }

    @Test
    void anIssuerThatIsDownIsAnOutageAndNoRefusal() throws Exception {
        try (TestServer lonely = start("http://127.0.0.1:1")) {
            HttpResponse<String> answer =
                    lonely.send("POST", "/v1/search", SEARCH, "Authorization", "Bearer " + signed(claims -> claims));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private void assertRefused(String token) throws Exception {
        assertThat(search(token).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> search(String token) throws Exception {
        return server.send("POST", "/v1/search", SEARCH, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(String method, String path, String token) throws Exception {
        return server.send(method, path, "", "Authorization", "Bearer " + token);
    }

    private String signed(UnaryOperator<JWTClaimsSet.Builder> changes) throws JOSEException {
        return signed(key, claims(changes));
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> changes) {
        JWTClaimsSet.Builder usual = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("tributary")
                .subject("ann")
                .claim("org", "acme")
                .claim("groups", List.of("sales", "support"))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
        return changes.apply(usual).build();
    }

    private static String signed(ECKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
