package dev.tributary.platform.kafka;

import dev.tributary.events.Topic;
import dev.tributary.platform.start.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
            for (Topic topic : Topic.values()) {
                if (!create(admin, topic)) {
                    check(admin, topic);
                }
            }
        } catch (ExecutionException | TimeoutException failure) {
            throw new ConfigurationException(
                    "tributary.kafka.bootstrap-servers",
                    properties.bootstrapServers(),
                    "the address of a Kafka cluster that answers; none did within "
                            + properties.startTimeout().toSeconds() + " s (start it, or name where it listens)",
                    failure);
        }
    }

    /** @return whether the topic is new; one that has just been made may not be known to every broker yet */
    private boolean create(Admin admin, Topic topic) throws InterruptedException, ExecutionException, TimeoutException {
        NewTopic wanted = new NewTopic(
                        topic.topicName(), Optional.of(properties.partitions()), Optional.of(properties.replicas()))
                .configs(settings(topic));
        try {
            await(admin.createTopics(List.of(wanted)).all());
            LOG.info("Made topic {} with {} partitions", topic.topicName(), properties.partitions());
            return true;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw failure;
        }
    }

    private void check(Admin admin, Topic topic) throws InterruptedException, ExecutionException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        try {
            TopicDescription description = await(
                            admin.describeTopics(List.of(topic.topicName())).allTopicNames())
                    .get(topic.topicName());
            Config config =
                    await(admin.describeConfigs(List.of(resource)).all()).get(resource);
            if (description != null && config != null) {
                report(topic, found(description, config));
            }
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw failure;
            }
            LOG.debug("Another service has just made {}", topic.topicName());
        }
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

    private <T> T await(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(properties.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
