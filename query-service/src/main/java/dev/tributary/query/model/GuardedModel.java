package dev.tributary.query.model;

import dev.tributary.query.model.ModelFailedException.Reason;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model that is left alone for a while when it fails too often, so that questions do not wait for it in vain. */
final class GuardedModel implements LanguageModel {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedModel.class);
    private static final float HALF = 50;

    private final LanguageModel model;
    private final ModelFailures failures;
    private final ModelMetrics metrics;
    private final CircuitBreaker circuit;
    private final Clock clock = Clock.systemUTC();
    private volatile @Nullable Failure lastFailure;

    GuardedModel(LanguageModel model, ModelFailures failures, ModelProperties properties, ModelMetrics metrics) {
        this.model = model;
        this.failures = failures;
        this.metrics = metrics;
        this.circuit = CircuitBreaker.of(
                model.name(),
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(HALF)
                        .slidingWindowSize(properties.breakerCalls())
                        .minimumNumberOfCalls(Math.ceilDiv(properties.breakerCalls(), 2))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(properties.breakerPause())
                        .build());
        metrics.watch(model.name(), circuit);
    }

    /** @param detail for a person */
    record Failure(Instant at, String reason, String detail) {}

    /** @param circuit closed, open (it rests) or half-open (the next question tries it) */
    record Health(String circuit, @Nullable Failure lastFailure) {}

    Health health() {
        return new Health(circuit.getState().name().toLowerCase(Locale.ROOT).replace('_', '-'), lastFailure);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Usage most(String instructions, List<Turn> conversation) {
        return model.most(instructions, conversation);
    }

    @Override
    public Usage cut(String instructions, List<Turn> conversation, String written) {
        return model.cut(instructions, conversation, written);
    }

    @Override
    public Usage reply(String instructions, List<Turn> conversation, Consumer<String> pieces) {
        if (!circuit.tryAcquirePermission()) {
            metrics.failed(name(), Reason.RESTING);
            throw failures.resting();
        }
        long start = circuit.getCurrentTimestamp();
        boolean judged = false;
        try {
            Usage usage = asked(instructions, conversation, pieces);
            circuit.onSuccess(elapsed(start), circuit.getTimestampUnit());
            judged = true;
            return usage;
        } catch (ModelFailedException failure) {
            if (failure.reason().ofServer()) {
                circuit.onError(elapsed(start), circuit.getTimestampUnit(), failure);
                judged = true;
            }
            throw failure;
        } finally {
            // A reader who leaves, or a question that is too long, says nothing of the model.
            if (!judged) {
                circuit.releasePermission();
            }
        }
    }

    /** The same model, which is asked even while it rests: for a question that nobody else can answer. */
    LanguageModel insisting() {
        return new Insisting();
    }

    private final class Insisting implements LanguageModel {

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public Usage most(String instructions, List<Turn> conversation) {
            return model.most(instructions, conversation);
        }

        @Override
        public Usage cut(String instructions, List<Turn> conversation, String written) {
            return model.cut(instructions, conversation, written);
        }

        @Override
        public Usage reply(String instructions, List<Turn> conversation, Consumer<String> pieces) {
            if (circuit.getState() != CircuitBreaker.State.OPEN) {
                return GuardedModel.this.reply(instructions, conversation, pieces);
            }
            Usage usage = asked(instructions, conversation, pieces);
            circuit.reset();
            return usage;
        }
    }

    private Usage asked(String instructions, List<Turn> conversation, Consumer<String> pieces) {
        Written written = new Written(pieces);
        boolean whole = false;
        try {
            Usage usage = model.reply(instructions, conversation, written);
            whole = true;
            metrics.replied(name(), usage);
            return usage;
        } catch (ModelFailedException failure) {
            metrics.failed(name(), failure.reason());
            lastFailure = new Failure(clock.instant(), failure.reason().label(), failure.detail());
            LOG.warn("Model {}: {}", name(), failure.detail());
            throw failure;
        } finally {
            if (!whole && !written.isEmpty()) {
                metrics.replied(name(), model.cut(instructions, conversation, written.text()));
            }
        }
    }

    private long elapsed(long start) {
        return circuit.getCurrentTimestamp() - start;
    }
}
