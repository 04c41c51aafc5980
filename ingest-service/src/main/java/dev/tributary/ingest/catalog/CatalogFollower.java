package dev.tributary.ingest.catalog;

import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.MalformedEventException;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import java.time.Duration;
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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
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
    private static final List<Topic> TOPICS = List.of(Topic.CAPTURED, Topic.PARSED, Topic.INDEXED, Topic.SOURCES);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long PROGRESS_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Catalog catalog;
    private final Map<String, Object> settings;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile CountDownLatch stop = new CountDownLatch(1);
    private volatile long lag = -1;
    private volatile @Nullable Thread thread;
    private long malformed;

    public CatalogFollower(Catalog catalog, KafkaConnectionProperties kafka) {
        this.catalog = catalog;
        this.settings = kafka.clientSettings();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
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

    @Override
    public void start() {
        stop = new CountDownLatch(1);
        Thread following = Thread.ofPlatform().daemon().name("catalog").unstarted(this::run);
        thread = following;
        following.start();
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
            } catch (KafkaException | ExecutionException outage) {
                LOG.warn("The catalog cannot read from Kafka and tries again: {}", outage.toString());
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException unexpected) {
                LOG.error("The catalog stumbled and tries again", unexpected);
            }
            going = !stopped(RETRY);
        }
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
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            seek(consumer, offsets);
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            long lastProgress = System.nanoTime();
            while (stop.getCount() > 0) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                catalog.applyUpTo(decode(records), moved(consumer, offsets));
                if (!caughtUp()) {
                    ends = caughtUp(consumer, ends);
                }
                lag = lag(consumer);
                if (!caughtUp() && System.nanoTime() - lastProgress > PROGRESS_EVERY_NANOS) {
                    LOG.info("The catalog reads the log: {} records to go", lag);
                    lastProgress = System.nanoTime();
                }
            }
        } catch (WakeupException closed) {
            LOG.debug("No longer following the log");
        }
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

    private Map<TopicPartition, Long> caughtUp(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        boolean all = ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        if (all) {
            LOG.info("The catalog is up to date");
            caughtUp.countDown();
        }
        return ends;
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
            decode(record).ifPresent(event -> events.add(new Catalog.Seen(topic(record.topic()), event)));
        }
        return events;
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
