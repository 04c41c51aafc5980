package dev.tributary.platform.kafka;

import dev.tributary.events.Topic;
import dev.tributary.platform.start.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/** Makes the topics of {@link Topic} that the cluster lacks, before anything is bound to them. */
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
                    warnOfDrift(admin, topic);
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
                .configs(topic.settings());
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

    private void warnOfDrift(Admin admin, Topic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            TopicDescription description = await(
                            admin.describeTopics(List.of(topic.topicName())).allTopicNames())
                    .get(topic.topicName());
            int partitions = description == null ? 0 : description.partitions().size();
            if (partitions != properties.partitions()) {
                LOG.warn(
                        "Topic {} has {} partitions, but tributary.kafka.partitions is {}; the topic is used as it is",
                        topic.topicName(),
                        partitions,
                        properties.partitions());
            }
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw failure;
            }
            LOG.debug("Another service has just made {}", topic.topicName());
        }
    }

    private <T> T await(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(properties.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
