package dev.tributary.index.starter;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpClientBuilderLoader;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** LangChain4j's own client drops the headers of an answer that refuses; this one keeps what they say about waiting. */
final class RetryAfterHttpClient implements HttpClient {

    private static final int REFUSED = 300;

    private final java.net.http.HttpClient client;
    private final Duration timeout;
    private final HttpClient streaming;

    private RetryAfterHttpClient(Duration connectTimeout, Duration timeout) {
        this.client = java.net.http.HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .build();
        this.timeout = timeout;
        this.streaming = HttpClientBuilderLoader.loadHttpClientBuilder()
                .connectTimeout(connectTimeout)
                .readTimeout(timeout)
                .build();
    }

    /** A refusal that says when to come again. */
    private static final class RefusedException extends HttpException {

        private final transient @Nullable Duration retryAfter;

        RefusedException(int status, String body, @Nullable Duration retryAfter) {
            super(status, body);
            this.retryAfter = retryAfter;
        }
    }

    /** What the server asked for, in whatever cause of the failure says so; null if it did not. */
    static @Nullable Duration retryAfter(@Nullable Throwable failure) {
        Throwable each = failure;
        while (each != null && !(each instanceof RefusedException)) {
            each = each.getCause();
        }
        return each instanceof RefusedException refused ? refused.retryAfter : null;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url())).timeout(timeout);
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String body = request.body();
        builder.method(
                request.method().name(),
                body == null
                        ? java.net.http.HttpRequest.BodyPublishers.noBody()
                        : java.net.http.HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> response = send(builder.build());
        if (response.statusCode() >= REFUSED) {
            Duration wait = response.headers()
                    .firstValue("Retry-After")
                    .map(RetryAfterHttpClient::duration)
                    .orElse(null);
            throw new RefusedException(response.statusCode(), response.body(), wait);
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        streaming.execute(request, parser, listener);
    }

    private HttpResponse<String> send(java.net.http.HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", stopped));
        }
    }

    /** Seconds, or a date; null if it is neither. */
    private static @Nullable Duration duration(String header) {
        try {
            if (header.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(header));
            }
            Instant date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), date);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    static final class Builder implements HttpClientBuilder {

        private Duration connect = Duration.ofSeconds(10);
        private Duration read = Duration.ofSeconds(60);

        @Override
        public Duration connectTimeout() {
            return connect;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            connect = timeout;
            return this;
        }

        @Override
        public Duration readTimeout() {
            return read;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            read = timeout;
            return this;
        }

        @Override
        public HttpClient build() {
            return new RetryAfterHttpClient(connect, read);
        }
    }
}
