package dev.tributary.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.broker.EmbeddedBroker;
import dev.tributary.events.Acl;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import dev.tributary.ingest.TestService;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushTest {

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static TestService service;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
        service = startService();
        service.awaitCaptured();
    }

    @AfterAll
    static void stop() {
        service.close();
        broker.close();
    }

    private static TestService startService() {
        return TestService.start(
                broker,
                directory,
                List.of(),
                "--tributary.ingest.max-bytes=10KB",
                "--tributary.sources.folder.connector=folder",
                "--tributary.sources.folder.path=" + directory,
                "--tributary.sources.folder.ignore=*");
    }

    @Test
    void takesBytesAndSaysWhatTheyAre() throws Exception {
        HttpResponse<String> answer = service.put(
                "/v1/sources/wiki/documents/a/b%20c.txt?title=A%20title&readers=group:staff,user:ann&metadata.team=red"
                        + "&uri=https://wiki/1&sourceTime=2026-01-31T12:00:00Z",
                "hello", "Content-Type", "text/plain");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        DocumentCaptured captured = captured("a/b c.txt").getLast();
        assertThat(captured.document().title()).isEqualTo("A title");
        assertThat(captured.document().acl())
                .isNotNull()
                .extracting(Acl::readers)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.collection(String.class))
                .containsExactlyInAnyOrder("group:staff", "user:ann");
        assertThat(captured.document().metadata()).isEqualTo(Map.of("team", "red"));
        assertThat(captured.document().uri()).isEqualTo("https://wiki/1");
        assertThat(captured.mediaType()).isEqualTo("text/plain");
        assertThat(captured.fileName()).isEqualTo("b c.txt");
        assertThat(captured.content().size()).isEqualTo(5);
        assertThat(answer.body()).contains("/v1/documents/" + captured.documentId());
        assertThat(service.get("/v1/documents/" + captured.documentId())
                        .path("status")
                        .asString())
                .isEqualTo("captured");
    }

    @Test
    void takesForms() throws Exception {
        String form = """
                --x\r
                Content-Disposition: form-data; name="file"; filename="report.md"\r
                Content-Type: text/markdown\r
                \r
                # Report\r
                --x\r
                Content-Disposition: form-data; name="metadata"\r
                Content-Type: application/json\r
                \r
                {"title":"The report","acl":{"readers":["everyone"]},"metadata":{"year":"2026"}}\r
                --x--\r
                """;
        HttpResponse<String> answer =
                service.put("/v1/sources/wiki/documents/form", form, "Content-Type", "multipart/form-data; boundary=x");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        DocumentCaptured captured = captured("form").getLast();
        assertThat(captured.document().title()).isEqualTo("The report");
        assertThat(captured.document().acl()).isEqualTo(Acl.everyone());
        assertThat(captured.fileName()).isEqualTo("report.md");
        assertThat(captured.mediaType()).isEqualTo("text/markdown");
        assertThat(captured.content().size()).isEqualTo(8);
    }

    @Test
    void withoutReadersNobodyButAdminsMayRead() throws Exception {
        service.put("/v1/sources/wiki/documents/private", "secret");
        assertThat(captured("private").getLast().document().acl()).isNull();
    }

    @Test
    void theSameAgainSaysNothingNewAndOtherFactsDo() throws Exception {
        service.put("/v1/sources/wiki/documents/same?title=one", "text");
        String again =
                service.put("/v1/sources/wiki/documents/same?title=one", "text").body();
        assertThat(again).contains("\"changed\":false");
        assertThat(captured("same")).hasSize(1);
        service.put("/v1/sources/wiki/documents/same?title=two", "text");
        List<DocumentCaptured> versions = captured("same");
        assertThat(versions).hasSize(2);
        assertThat(versions.get(1).version()).isGreaterThan(versions.get(0).version());
        assertThat(versions.get(1).content()).isEqualTo(versions.get(0).content());
    }

    @Test
    void removesWhatIsThereAndNothingElse() throws Exception {
        service.put("/v1/sources/wiki/documents/doomed", "text");
        assertThat(delete("doomed").statusCode()).isEqualTo(202);
        assertThat(delete("doomed").body()).contains("\"changed\":false");
        assertThat(delete("never").body()).contains("\"version\":0");
        assertThat(events("doomed")).hasSize(2).last().isInstanceOf(DocumentRemoved.class);
        assertThat(events("never")).isEmpty();
        service.put("/v1/sources/wiki/documents/doomed", "text");
        assertThat(events("doomed")).hasSize(3);
    }

    @Test
    void manyAtOnceShareTransactionsAndNoVersionIsGivenTwice() throws Exception {
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                int number = i;
                answers.add(threads.submit(
                        () -> service.put("/v1/sources/many/documents/" + number % 50, "text " + number)));
            }
        }
        for (Future<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(202);
        }
        List<DocumentCaptured> captured = service.log(Topic.CAPTURED).stream()
                .filter(event ->
                        event instanceof DocumentCaptured one && one.source().equals("many"))
                .map(DocumentCaptured.class::cast)
                .toList();
        assertThat(captured).hasSize(200);
        assertThat(captured.stream().map(one -> one.documentId() + "@" + one.version()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aKeyGetsItsFirstAnswerAgainAlsoAfterARestart() throws Exception {
        String path = "/v1/sources/wiki/documents/keyed";
        HttpResponse<String> first = service.put(path, "one", "Idempotency-Key", "k1");
        service.put(path, "two");
        assertThat(service.put(path, "one", "Idempotency-Key", "k1").body()).isEqualTo(first.body());
        assertThat(captured("keyed")).hasSize(2);
        HttpResponse<String> other = service.put(path, "three", "Idempotency-Key", "k1");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("Idempotency-Key");
        service.close();
        service = startService();
        service.awaitCaptured();
        assertThat(service.put(path, "one", "Idempotency-Key", "k1").body()).isEqualTo(first.body());
        assertThat(captured("keyed")).hasSize(2);
    }

    @Test
    void refusesWhatCannotBeTaken() throws Exception {
        assertThat(service.put("/v1/sources/wiki/documents/big", "x".repeat(20_000))
                        .statusCode())
                .isEqualTo(413);
        assertThat(service.put("/v1/sources/wiki/documents/empty", "").statusCode())
                .isEqualTo(400);
        assertThat(service.put("/v1/sources/Wiki!/documents/a", "x").body()).contains("source");
        assertThat(service.put("/v1/sources/wiki/documents/a?colour=red", "x").body())
                .contains("colour", "title");
        assertThat(service.put("/v1/sources/wiki/documents/a?sourceTime=today", "x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(service.put("/v1/sources/wiki/documents/a?readers=bob", "x").statusCode())
                .isEqualTo(400);
        assertThat(service.put("/v1/sources/wiki/documents", "x").statusCode()).isEqualTo(400);
        assertThat(service.put("/v1/sources/folder/documents/a", "x").statusCode())
                .isEqualTo(409);
    }

    @Test
    void aContentStoreThatIsDownIsSaidToBeAndNothingIsCaptured() throws Exception {
        Path store = directory.resolve("content");
        Files.createDirectories(store);
        Path away = directory.resolve("content-away");
        Files.move(store, away);
        Files.writeString(store, "no directory");
        HttpResponse<String> refused = service.put("/v1/sources/wiki/documents/meanwhile", "new text");
        Files.delete(store);
        Files.move(away, store);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(events("meanwhile")).isEmpty();
        assertThat(service.put("/v1/sources/wiki/documents/meanwhile", "new text")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void bodiesOfAnySizeAreStoppedAtTheLimit() throws Exception {
        byte[] large = new byte[20_000];
        HttpResponse<String> answer = service.send(
                "PUT",
                "/v1/sources/wiki/documents/streamed",
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("10240");
    }

    @Test
    void anyIdWorksAsAParameter() throws Exception {
        for (String id : List.of("../../etc/passwd", "a//b", "x;y=1", "100%", "\u202Ertl", "\uD83D\uDE00", "a/b/c")) {
            String path = "/v1/sources/ids/documents?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
            assertThat(service.put(path, "text of " + id).statusCode()).as(id).isEqualTo(202);
            assertThat(captured(id)).hasSize(1);
        }
        assertThat(service.put("/v1/sources/ids/documents?id=a%00b", "x").statusCode())
                .isEqualTo(400);
        assertThat(service.put("/v1/sources/ids/documents?id=" + "x".repeat(1025), "x")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFormsContentTypeDoesNotHideTheDocument() throws Exception {
        service.put("/v1/sources/wiki/documents/curl", "a=b&c=d", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(captured("curl")).hasSize(1).first().satisfies(captured -> {
            assertThat(captured.content().size()).isEqualTo(7);
            assertThat(captured.mediaType()).isNull();
        });
    }

    private static HttpResponse<String> delete(String id) throws Exception {
        return service.send("DELETE", "/v1/sources/wiki/documents/" + id, BodyPublishers.noBody());
    }

    private static List<DocumentCaptured> captured(String nativeId) {
        return events(nativeId).stream()
                .filter(DocumentCaptured.class::isInstance)
                .map(DocumentCaptured.class::cast)
                .toList();
    }

    private static List<Event> events(String nativeId) {
        return service.log(Topic.CAPTURED).stream()
                .filter(event -> event instanceof dev.tributary.events.DocumentEvent document
                        && document.nativeId().equals(nativeId))
                .toList();
    }
}
