package dev.tributary.query.limit;

import dev.tributary.events.AnswerEvent;
import dev.tributary.events.AnswerEvent.Spent;
import dev.tributary.events.Event;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.TopicFollower;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hears what answers of other processes cost, those of this one's predecessor included, and takes it off their callers'
 * allowances. A start waits for it a little, and does without it if it must.
 */
final class SpendingFollower implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SpendingFollower.class);

    /** Before the web server, and after what waits for Kafka with as much patience: it reads meanwhile. */
    private static final int PHASE = Integer.MAX_VALUE / 2 + 1;

    private final TopicFollower topic;
    private final Limits limits;
    private final String ownProcess;
    private final boolean needed;
    private final Duration startTimeout;
    private final long made = System.nanoTime();
    private volatile boolean running;

    /**
     * Does nothing where no costs are limited.
     *
     * @param ownProcess whose answers are on the account already
     */
    SpendingFollower(Limits limits, String ownProcess, KafkaConnectionProperties kafka, LimitProperties properties) {
        this.limits = limits;
        this.ownProcess = ownProcess;
        this.needed = properties.limitsCost();
        this.startTimeout = properties.startTimeout();
        Instant today = Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS);
        this.topic = new TopicFollower(Topic.ANSWERS, today, kafka, this::hear);
        if (needed) {
            topic.start();
        }
    }

    private void hear(Event event) {
        if (event instanceof AnswerEvent answer && !answer.process().equals(ownProcess)) {
            BigDecimal cost = answer.spent().stream().map(Spent::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
            limits.spentElsewhere(answer.caller(), answer.at(), cost);
        }
    }

    @Override
    public void start() {
        running = true;
        if (!needed) {
            return;
        }
        long patience = startTimeout.toNanos() - (System.nanoTime() - made);
        try {
            if (!topic.awaitCaughtUp(Duration.ofNanos(Math.max(0, patience)))) {
                LOG.warn(
                        "Kafka did not say within {} s what was spent today before this start; until it does, callers'"
                                + " days begin now",
                        startTimeout.toMillis() / 1000.0);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        topic.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
