package dev.tributary.query.model;

import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.TopicFollower;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps the registry up to date. A start waits for it a little, and does without it if it must. */
final class ModelFollower implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);

    /** Before the web server. */
    private static final int PHASE = Integer.MAX_VALUE / 2;

    private final TopicFollower topic;
    private final Duration startTimeout;
    private volatile boolean running;

    ModelFollower(ModelRegistry models, KafkaConnectionProperties kafka, Duration startTimeout) {
        this.topic = new TopicFollower(Topic.MODELS, kafka, models::hear);
        this.startTimeout = startTimeout;
    }

    /** Whether all is known that was decided before the start, and changes come in. */
    boolean connected() {
        return topic.caughtUp() && topic.connected();
    }

    @Override
    public void start() {
        topic.start();
        running = true;
        try {
            if (!topic.awaitCaughtUp(startTimeout)) {
                LOG.warn(
                        "Kafka did not say within {} s which models were configured at run time; until it does, the"
                                + " model of this process's settings answers",
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
