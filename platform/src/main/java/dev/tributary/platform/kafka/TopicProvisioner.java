package dev.tributary.platform.kafka;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.tributary.events.Topic;
import dev.tributary.platform.start.ConfigurationException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/** Makes the topics that the cluster lacks and checks those it has, before anything is bound to them. */
final class TopicProvisioner implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);

    private final KafkaConnectionProperties properties;

    TopicProvisioner(KafkaConnectionProperties properties) {
        this.properties = properties;
    }

    @Override
    public void afterPropertiesSet() throws InterruptedException {
        Map<String, Object> settings = properties.clientSettings();
        int timeout = Math.toIntExact(properties.startTimeout().toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(timeout, 10_000));
        try (Admin admin = Admin.create(settings)) {
            Map<Topic, TopicDescription> present = describe(admin);
            create(
                    admin,
                    Stream.of(Topic.values())
                            .filter(topic -> !present.containsKey(topic))
                            .toList());
            check(admin, present);
        } catch (ExecutionException failure) {
            throw refused(requireNonNullElse(failure.getCause(), failure));
        } catch (TimeoutException failure) {
            throw unanswered(failure);
        }
    }

    /** @return of the topics that the cluster has */
    private Map<Topic, TopicDescription> describe(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        Stream.of(Topic.values()).map(Topic::topicName).toList())
                .topicNameValues();
        Map<Topic, TopicDescription> present = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            known(answers.get(topic.topicName())).ifPresent(description -> present.put(topic, description));
        }
        return present;
    }

    private void create(Admin admin, List<Topic> missing)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, KafkaFuture<Void>> answers =
                admin.createTopics(missing.stream().map(this::wanted).toList()).values();
        for (Topic topic : missing) {
            try {
                await(answers.get(topic.topicName()));
                LOG.info("Made topic {} with {} partitions", topic.topicName(), properties.partitions());
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw failure;
                }
                LOG.debug("Another service has just made {}", topic.topicName());
            }
        }
    }

    private NewTopic wanted(Topic topic) {
        return new NewTopic(topic.topicName(), Optional.of(properties.partitions()), Optional.of(properties.replicas()))
                .configs(settings(topic));
    }

    private void check(Admin admin, Map<Topic, TopicDescription> present)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<ConfigResource, KafkaFuture<Config>> answers = admin.describeConfigs(present.keySet().stream()
                        .map(TopicProvisioner::resource)
                        .toList())
                .values();
        for (Map.Entry<Topic, TopicDescription> each : present.entrySet()) {
            Topic topic = each.getKey();
            known(answers.get(resource(topic))).ifPresent(config -> report(topic, found(each.getValue(), config)));
        }
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    private ConfigurationException refused(Throwable cause) {
        if (cause instanceof InvalidReplicationFactorException) {
            return new ConfigurationException(
                    "tributary.kafka.replicas",
                    properties.replicas(),
                    "at most as many as the cluster has brokers; it says: " + cause.getMessage(),
                    cause);
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return unanswered(cause);
        }
        return new ConfigurationException(
                KafkaConnectionProperties.BOOTSTRAP_SERVERS,
                properties.bootstrapServers(),
                "a Kafka cluster that lets this service make and describe its topics; this one says: "
                        + cause.getMessage(),
                cause);
    }

    private ConfigurationException unanswered(Throwable cause) {
        return new ConfigurationException(
                KafkaConnectionProperties.BOOTSTRAP_SERVERS,
                properties.bootstrapServers(),
                "the address of a Kafka cluster that answers; none did within "
                        + properties.startTimeout().toSeconds() + " s (start it, or name where it listens)",
                cause);
    }

    private void report(Topic topic, Map<String, String> found) {
        for (TopicDrift drift : TopicDrift.between(topic, declared(topic), found)) {
            if (drift.losesData()) {
                throw new ConfigurationException(
                        "topic " + topic.topicName() + ", " + drift.setting(),
                        drift.found(),
                        drift.declared() + ", or the broker drops documents that are still held; " + drift.cure());
            }
            LOG.warn(
                    "Topic {} has {}={}, declared is {}; {}",
                    topic.topicName(),
                    drift.setting(),
                    drift.found(),
                    drift.declared(),
                    drift.cure());
        }
    }

    private Map<String, String> declared(Topic topic) {
        Map<String, String> declared = new TreeMap<>(settings(topic));
        declared.put(TopicDrift.PARTITIONS, Integer.toString(properties.partitions()));
        declared.put(TopicDrift.REPLICAS, Short.toString(properties.replicas()));
        return declared;
    }

    private Map<String, String> settings(Topic topic) {
        Map<String, String> settings = new HashMap<>(topic.settings(properties.compactionLag()));
        settings.put("min.insync.replicas", Integer.toString(properties.inSyncReplicas()));
        if (topic == Topic.ANSWERS || topic == Topic.FEEDBACK) {
            settings.put(
                    "retention.ms", Long.toString(properties.answerRetention().toMillis()));
        }
        return settings;
    }

    private static Map<String, String> found(TopicDescription description, Config config) {
        Map<String, String> found = new HashMap<>();
        config.entries().forEach(entry -> found.put(entry.name(), String.valueOf(entry.value())));
        found.put(
                TopicDrift.PARTITIONS, Integer.toString(description.partitions().size()));
        int replicas = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        found.put(TopicDrift.REPLICAS, Integer.toString(replicas));
        return found;
    }

    /** @return nothing of a topic that not every broker knows, or none */
    private <T> Optional<T> known(@Nullable KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return Optional.of(await(answer));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** @param answer Kafka's clients have one for each topic they are asked about */
    private <T> T await(@Nullable KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return requireNonNull(answer).get(properties.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
