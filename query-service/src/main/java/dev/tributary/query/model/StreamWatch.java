package dev.tributary.query.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpClientBuilderLoader;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP clients that tell when a stream has ended. Some providers' clients say nothing when a server closes a stream in
 * the middle, and whoever waits for the rest would wait until the timeout.
 */
final class StreamWatch implements HttpClientBuilder {

    /** Whom the request that this thread makes is watched for; LangChain4j passes nothing through. */
    private static final ThreadLocal<@Nullable Runnable> WATCHER = new ThreadLocal<>();

    private final HttpClientBuilder builder = HttpClientBuilderLoader.loadHttpClientBuilder();

    /** @param ended is called at the end of each stream that the request starts on this thread, after all of its events */
    static void during(Runnable request, Runnable ended) {
        WATCHER.set(ended);
        try {
            request.run();
        } finally {
            WATCHER.remove();
        }
    }

    @Override
    public @Nullable Duration connectTimeout() {
        return builder.connectTimeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(@Nullable Duration timeout) {
        builder.connectTimeout(timeout);
        return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
        return builder.readTimeout();
    }

    @Override
    public HttpClientBuilder readTimeout(@Nullable Duration timeout) {
        builder.readTimeout(timeout);
        return this;
    }

    @Override
    public HttpClient build() {
        return new Watched(builder.build());
    }

    private static final class Watched implements HttpClient {

        private final HttpClient client;

        Watched(HttpClient client) {
            this.client = client;
        }

        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) {
            return client.execute(request);
        }

        @Override
        public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
            Runnable ended = WATCHER.get();
            client.execute(request, parser, ended == null ? listener : new Listener(listener, ended));
        }
    }

    private record Listener(ServerSentEventListener listener, Runnable ended) implements ServerSentEventListener {

        @Override
        public void onOpen(SuccessfulHttpResponse response) {
            listener.onOpen(response);
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            listener.onEvent(event, context);
        }

        @Override
        public void onEvent(ServerSentEvent event) {
            listener.onEvent(event);
        }

        @Override
        public void onError(Throwable error) {
            listener.onError(error);
        }

        @Override
        public void onClose() {
            listener.onClose();
            ended.run();
        }
    }
}
