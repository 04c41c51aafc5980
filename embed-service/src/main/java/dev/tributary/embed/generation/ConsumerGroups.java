package dev.tributary.embed.generation;

import dev.tributary.embed.pipeline.Lane;
import dev.tributary.events.OutageException;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/** What Kafka knows of those who feed generations. Kafka out of reach is an {@link OutageException}. */
final class ConsumerGroups implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Admin admin;
    private final UnreadRecords unread;

    ConsumerGroups(KafkaConnectionProperties kafka) {
        unread = new UnreadRecords(kafka);
        Map<String, Object> settings = kafka.clientSettings();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()));
        admin = Admin.create(settings);
    }

    /** By what is durable in the index: an offset is committed after that. */
    Lag lag(String generation) {
        List<TopicPartition> partitions = partitions();
        Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                result(admin.listConsumerGroupOffsets(Arrays.stream(Lane.values())
                                .collect(Collectors.toMap(
                                        lane -> lane.group(generation), lane -> new ListConsumerGroupOffsetsSpec())))
                        .all());
        Map<Lane, Lag.Part> lanes = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            List<TopicPartition> own = partitions.stream()
                    .filter(partition -> partition.topic().equals(lane.topic().topicName()))
                    .toList();
            lanes.put(lane, part(own, starts, ends, committed.getOrDefault(lane.group(generation), Map.of())));
        }
        return new Lag(lanes);
    }

    private Lag.Part part(
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, OffsetAndMetadata> committed) {
        long behind = 0;
        long total = 0;
        for (TopicPartition partition : partitions) {
            long start = starts.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, start);
            OffsetAndMetadata position = committed.get(partition);
            long reached = Math.max(start, position == null ? start : Math.min(end, position.offset()));
            behind += end - unread.first(partition, reached, end);
            total += end - start;
        }
        return new Lag.Part(behind, total);
    }

    private List<TopicPartition> partitions() {
        List<String> topics = Arrays.stream(Lane.values())
                .map(lane -> lane.topic().topicName())
                .toList();
        return result(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        return result(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    /** @return false while a process still feeds the generation */
    boolean delete(String generation) {
        return Arrays.stream(Lane.values()).allMatch(lane -> deleteGroup(lane.group(generation)));
    }

    private boolean deleteGroup(String group) {
        try {
            await(admin.deleteConsumerGroups(List.of(group)).all());
            return true;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            if (failure.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            throw outage(failure);
        }
    }

    private static <T> T result(KafkaFuture<T> future) {
        try {
            return await(future);
        } catch (ExecutionException failure) {
            throw outage(failure);
        }
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException failure) {
            throw outage(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw outage(interrupted);
        }
    }

    private static OutageException outage(Exception failure) {
        return new OutageException("Kafka did not answer about consumer groups: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
        unread.close();
    }
}
