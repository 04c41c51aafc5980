package dev.tributary.index.starter;

import dev.tributary.events.Event;
import dev.tributary.events.GenerationEvent;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.TopicFollower;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps the generations up to date. A start waits a little for what the topic says. */
final class GenerationFollower implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationFollower.class);

    /** A start waits so long for Kafka; then requests are told to come again. */
    private static final Duration START = Duration.ofSeconds(10);

    /** Before whatever needs to know: consumers, the web server. */
    private static final int PHASE = Integer.MAX_VALUE / 2;

    private final TopicFollower topic;
    private volatile boolean running;

    GenerationFollower(Generations generations, KafkaConnectionProperties kafka) {
        this.topic =
                new TopicFollower(Topic.GENERATIONS, kafka, event -> hear(generations, event), generations::settle);
    }

    private static void hear(Generations generations, Event event) {
        if (event instanceof GenerationEvent news) {
            generations.heard(news);
        }
    }

    @Override
    public void start() {
        topic.start();
        running = true;
        try {
            if (!topic.awaitCaughtUp(START)) {
                LOG.warn("Which index answers is not known yet, because Kafka did not say so within {}", START);
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
