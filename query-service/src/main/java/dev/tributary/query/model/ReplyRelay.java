package dev.tributary.query.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
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

    private record End(boolean whole, @Nullable TokenUsage usage) implements Signal {}

    private record Failure(Throwable cause) implements Signal {}

    @Override
    public void onPartialResponse(PartialResponse response, PartialResponseContext context) {
        stream = context.streamingHandle();
        signals.add(new Piece(response.text()));
    }

    /** A server that is cut off in the middle gives no reason for the end. */
    @Override
    public void onCompleteResponse(ChatResponse response) {
        signals.add(new End(response.finishReason() != null, response.tokenUsage()));
    }

    @Override
    public void onError(Throwable error) {
        signals.add(new Failure(error));
    }

    /** The connection has ended; if nothing was said of the reply's end before, it is cut off. */
    void onEnd() {
        signals.add(new End(false, null));
    }

    /**
     * Passes the reply on until it ends.
     *
     * @param inputTokens a guess, asked for if the server does not say
     */
    Usage drain(Consumer<String> pieces, IntSupplier inputTokens) {
        boolean ended = false;
        @Nullable TokenUsage usage = null;
        StringBuilder reply = new StringBuilder();
        try {
            boolean silent = true;
            while (!ended) {
                switch (next()) {
                    case Piece piece -> {
                        silent = silent && piece.text().isBlank();
                        reply.append(piece.text());
                        pieces.accept(piece.text());
                    }
                    case End end -> {
                        ended = true;
                        usage = end.usage();
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
        return usage(usage, inputTokens, reply);
    }

    private static Usage usage(@Nullable TokenUsage counted, IntSupplier inputTokens, CharSequence reply) {
        Integer input = counted == null ? null : counted.inputTokenCount();
        Integer output = counted == null ? null : counted.outputTokenCount();
        return input == null || output == null
                ? new Usage(inputTokens.getAsInt(), Tokens.estimate(reply.toString()), true, BigDecimal.ZERO)
                : new Usage(input, output, false, BigDecimal.ZERO);
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
