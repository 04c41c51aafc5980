package dev.tributary.ingest.catalog;

import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.MalformedEventException;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.Positions;
import dev.tributary.platform.kafka.StandaloneConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Reads the log into the catalog, from where the catalog says that it stands, and goes on as the log grows. */
public final class CatalogFollower implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogFollower.class);
    private static final List<Topic> TOPICS = List.of(
            Topic.CAPTURED,
            Topic.CAPTURED_BULK,
            Topic.PARSED,
            Topic.PARSED_BULK,
            Topic.INDEXED,
            Topic.SOURCES,
            Topic.ERASURES,
            Topic.STAGES,
            Topic.DEAD);
    private static final Duration POLL = Duration.ofMillis(200);

    /** For how long the broker may keep a fetch that finds nothing; a record ends it at once. */
    private static final Duration FETCH = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration START = Duration.ofSeconds(5);

    /** Before the web server. */
    private static final int PHASE = Integer.MAX_VALUE / 2;

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int MOST_SAID_AGAIN = 100;
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long PROGRESS_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Catalog catalog;
    private final EventPublisher publisher;
    private final Map<String, Object> settings;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final EndWaiters waiters = new EndWaiters();
    private volatile CountDownLatch stop = new CountDownLatch(1);
    private volatile long lag = -1;
    private volatile @Nullable Outage outage;
    private volatile @Nullable Thread thread;
    private long malformed;

    public CatalogFollower(Catalog catalog, KafkaConnectionProperties kafka, EventPublisher publisher) {
        this.catalog = catalog;
        this.publisher = publisher;
        this.settings = kafka.clientSettings();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(FETCH.toMillis()));
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER.toMillis()));
    }

    /**
     * Kafka does not answer.
     *
     * @param cause what was tried last, and what came of it
     */
    public record Outage(Instant since, String cause) {}

    /** Empty while Kafka answers, as of some seconds ago. */
    public Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }

    /** Records that the catalog has yet to read; -1 before it has connected for the first time. */
    public long lag() {
        return lag;
    }

    /** Whether the catalog has, at least once since the start, read all that there was. */
    public boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** @return whether it caught up in time */
    public boolean awaitCaughtUp(Duration wait) throws InterruptedException {
        return caughtUp.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Returns once the catalog knows everything that was committed to the log before the call.
     *
     * @throws dev.tributary.events.OutageException if that takes longer than the limit
     */
    public void awaitEnd(Duration limit) {
        waiters.await(limit);
    }

    /** A short log is read before the first request comes; while a long one is read, requests are told to come again. */
    @Override
    public void start() {
        stop = new CountDownLatch(1);
        Thread following = Thread.ofPlatform().daemon().name("catalog").unstarted(this::run);
        thread = following;
        following.start();
        try {
            if (!awaitCaughtUp(START)) {
                LOG.info("The catalog is still reading the log; until it has, pushes are told to come again");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        Thread following = thread;
        if (following == null) {
            return;
        }
        stop.countDown();
        try {
            following.join(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        boolean going = true;
        while (going) {
            try {
                follow();
                return;
            } catch (InvalidOffsetException unfitting) {
                LOG.warn("The log no longer has what the catalog would read next; the catalog is made again");
                catalog.forgetEverything();
            } catch (DataAccessException failure) {
                recover(failure);
            } catch (KafkaException | ExecutionException failure) {
                noAnswer(failure);
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException unexpected) {
                LOG.error("The catalog stumbled and tries again", unexpected);
            }
            going = !stopped(RETRY);
        }
    }

    private void noAnswer(Exception failure) {
        LOG.warn("The catalog cannot read from Kafka and tries again: {}", failure.toString());
        Outage known = outage;
        outage = new Outage(known == null ? Instant.now() : known.since(), failure.toString());
    }

    /** A full disk is waited for; what is broken stays broken. */
    private void recover(DataAccessException failure) {
        if (failure.getMostSpecificCause() instanceof SQLiteException cause
                && (cause.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT
                        || cause.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB)) {
            LOG.error("The catalog's file is damaged; the catalog is made again", failure);
            catalog.forgetEverything();
        } else {
            LOG.error("The catalog's file cannot be written; it is tried again: {}", failure.getMessage());
        }
    }

    private boolean stopped(Duration wait) {
        try {
            return stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    private void follow() throws ExecutionException, InterruptedException {
        Map<String, Long> offsets = catalog.offsets(identity());
        try (LiveGeneration live = new LiveGeneration(settings);
                Consumer<String, byte[]> consumer = new StandaloneConsumer(settings);
                Consumer<String, byte[]> asking = new StandaloneConsumer(settings)) {
            seek(consumer, offsets);
            Map<TopicPartition, Long> ends = asking.endOffsets(consumer.assignment());
            outage = null;
            long lastProgress = System.nanoTime();
            long lastLook = lastProgress;
            while (stop.getCount() > 0) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                List<Catalog.Seen> events = decode(records);
                live.now().ifPresent(generation -> turnTo(generation, consumer));
                events.removeIf(seen -> !live.counts(seen.event()));
                catalog.applyUpTo(events, deadLetters(records), moved(consumer, offsets));
                waiters.look(consumer, asking);
                if (!caughtUp() && Positions.reached(consumer, ends)) {
                    LOG.info("The catalog is up to date");
                    caughtUp.countDown();
                }
                lag = lag(consumer);
                if (System.nanoTime() - lastLook > LOOK_EVERY_NANOS) {
                    // A poll says nothing of a broker that is gone; this throws.
                    if (Positions.reached(consumer, asking.endOffsets(consumer.assignment()))) {
                        sayAgain();
                    }
                    lastLook = System.nanoTime();
                }
                if (!caughtUp() && System.nanoTime() - lastProgress > PROGRESS_EVERY_NANOS) {
                    LOG.info("The catalog reads the log: {} records to go", lag);
                    lastProgress = System.nanoTime();
                }
            }
        }
    }

    /** What does not get through is overridden still at the next look. */
    private void sayAgain() {
        List<Catalog.Seen> overridden = catalog.overridden(MOST_SAID_AGAIN);
        for (Catalog.Seen newest : overridden) {
            LOG.info(
                    "{} was told an old version of {} last; it is told the newest again",
                    newest.topic().topicName(),
                    newest.event().key());
            var unused = publisher.publish(newest.topic(), newest.event());
        }
    }

    /** Events of the new generation that were passed over are read once more; what is known meanwhile stays known. */
    private void turnTo(String generation, Consumer<?, ?> consumer) {
        String before = catalog.liveGeneration();
        if (generation.equals(before)) {
            return;
        }
        List<TopicPartition> again = before.isEmpty()
                ? List.of()
                : consumer.assignment().stream()
                        .filter(partition -> partition.topic().equals(Topic.INDEXED.topicName()))
                        .toList();
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(again);
        catalog.liveGeneration(
                generation,
                starts.entrySet().stream()
                        .collect(Collectors.toMap(start -> start.getKey().toString(), Map.Entry::getValue)));
        starts.forEach(consumer::seek);
        LOG.info("The catalog follows the index {}", generation);
    }

    /** Positions also move over the marks of transactions, which are no records. */
    private static Map<String, Long> moved(Consumer<?, ?> consumer, Map<String, Long> known) {
        Map<String, Long> moved = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            Long before = known.put(partition.toString(), position);
            if (before == null || before != position) {
                moved.put(partition.toString(), position);
            }
        }
        return moved;
    }

    private static long lag(Consumer<?, ?> consumer) {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    private static void seek(Consumer<?, ?> consumer, Map<String, Long> offsets) {
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long start = starts.getOrDefault(partition, 0L);
            consumer.seek(partition, offsets.getOrDefault(partition.toString(), start));
        }
    }

    /** Of the cluster and the topics: a topic that was made again is another topic. */
    private String identity() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings.entrySet().stream()
                .filter(setting -> !setting.getKey().startsWith("auto.offset"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))) {
            List<String> names = TOPICS.stream().map(Topic::topicName).toList();
            TreeSet<String> ids = admin.describeTopics(names).allTopicNames().get().values().stream()
                    .map(description -> description.topicId().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            return admin.describeCluster().clusterId().get() + ids;
        }
    }

    private List<Catalog.Seen> decode(ConsumerRecords<String, byte[]> records) {
        List<Catalog.Seen> events = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> record : records) {
            if (isDead(record)) {
                continue;
            }
            decode(record).ifPresent(event -> events.add(new Catalog.Seen(topic(record.topic()), event)));
        }
        return events;
    }

    private static DeadLetterRecords deadLetters(ConsumerRecords<String, byte[]> records) {
        DeadLetterRecords letters = new DeadLetterRecords();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (isDead(record)) {
                letters.add(record);
            }
        }
        return letters;
    }

    private static boolean isDead(ConsumerRecord<?, ?> record) {
        return record.topic().equals(Topic.DEAD.topicName());
    }

    private Optional<Event> decode(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader(EventCodec.TYPE_HEADER);
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return EventCodec.decode(type == null ? null : EventCodec.headerText(type.value()), record.value());
        } catch (MalformedEventException skipped) {
            if (malformed++ == 0) {
                LOG.warn(
                        "Skipped {}-{}@{}, and will skip its like without a word: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        skipped.getMessage());
            }
            return Optional.empty();
        }
    }

    private static Topic topic(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.topicName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
