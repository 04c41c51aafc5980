package dev.tributary.platform.security;

import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.TopicFollower;
import java.time.Clock;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps {@link IssuedKeys} up to date. Nothing waits for it: until it has caught up their secrets get 503. What it has heard
 * stays in effect while Kafka is away, since a search must not need Kafka.
 */
final class IssuedKeysFollower implements SmartLifecycle {

    /** Before the web server, and before those that wait for their own topics. */
    private static final int PHASE = Integer.MAX_VALUE / 2 - 1;

    private final IssuedKeys keys;
    private final TopicFollower topic;
    private final boolean needed;
    private volatile boolean running;

    /** @param needed false where nobody is asked for a key */
    IssuedKeysFollower(KafkaConnectionProperties kafka, boolean needed) {
        this.needed = needed;
        this.keys = new IssuedKeys(Clock.systemUTC(), this::complete);
        this.topic = new TopicFollower(Topic.KEYS, kafka, keys::hear);
    }

    IssuedKeys keys() {
        return keys;
    }

    private boolean complete() {
        return topic.caughtUp();
    }

    /** Whether all is known that was decided before the start, and changes come in. */
    boolean connected() {
        return topic.caughtUp() && topic.connected();
    }

    @Override
    public boolean isAutoStartup() {
        return needed;
    }

    @Override
    public void start() {
        topic.start();
        running = true;
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
