package dev.tributary.query.answer;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings a streamed reply from the client's threads to the one that waits for it. */
final class ReplyRelay implements StreamingChatResponseHandler {

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Duration timeout;
    private final ModelFailures failures;
    private volatile @Nullable StreamingHandle stream;

    ReplyRelay(Duration timeout, ModelFailures failures) {
        this.timeout = timeout;
        this.failures = failures;
    }

    private sealed interface Signal {}

    private record Piece(String text) implements Signal {}

    private record End(boolean whole) implements Signal {}

    private record Failure(Throwable cause) implements Signal {}

    @Override
    public void onPartialResponse(PartialResponse response, PartialResponseContext context) {
        stream = context.streamingHandle();
        signals.add(new Piece(response.text()));
    }

    /** A server that is cut off in the middle gives no reason for the end. */
    @Override
    public void onCompleteResponse(ChatResponse response) {
        signals.add(new End(response.finishReason() != null));
    }

    @Override
    public void onError(Throwable error) {
        signals.add(new Failure(error));
    }

    /** Passes the reply on until it ends. */
    void drain(Consumer<String> pieces) {
        boolean ended = false;
        try {
            boolean silent = true;
            while (!ended) {
                switch (next()) {
                    case Piece piece -> {
                        silent = silent && piece.text().isBlank();
                        pieces.accept(piece.text());
                    }
                    case End end -> {
                        ended = true;
                        if (!end.whole() || silent) {
                            throw failures.brokenOff();
                        }
                    }
                    case Failure failure -> {
                        ended = true;
                        throw failures.of(failure.cause());
                    }
                }
            }
        } finally {
            StreamingHandle handle = stream;
            if (!ended && handle != null) {
                handle.cancel();
            }
        }
    }

    private Signal next() {
        try {
            Signal signal = signals.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (signal == null) {
                throw failures.silent();
            }
            return signal;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.brokenOff();
        }
    }
}
