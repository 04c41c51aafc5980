package dev.tributary.platform.kafka;

import dev.tributary.events.EventCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binder.kafka.support.ConsumerConfigCustomizer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** Topics, publishing, and what happens when a stage throws. */
@AutoConfiguration
@EnableConfigurationProperties(KafkaConnectionProperties.class)
class KafkaAutoConfiguration {

    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long SLOWEST_RETRY_MILLIS = 10_000;

    @Bean
    TopicProvisioner topicProvisioner(KafkaConnectionProperties properties) {
        return new TopicProvisioner(properties);
    }

    @Bean
    EventCodec eventCodec(@Value("${spring.application.name:tributary}") String application) {
        return new EventCodec(application, Clock.systemUTC());
    }

    @Bean
    EventPublisher eventPublisher(
            KafkaConnectionProperties properties,
            EventCodec codec,
            TopicProvisioner topicsFirst,
            ObjectProvider<MeterRegistry> meters) {
        Map<String, Object> settings = properties.clientSettings();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        DefaultKafkaProducerFactory<String, byte[]> factory =
                new DefaultKafkaProducerFactory<>(settings, new StringSerializer(), new ByteArraySerializer());
        meters.ifAvailable(registry -> factory.addListener(new MicrometerProducerListener<>(registry)));
        return new KafkaEventPublisher(new KafkaTemplate<>(factory), codec);
    }

    /** The binder makes the consumers; it knows the address alone. */
    @Bean
    ConsumerConfigCustomizer clientSettings(KafkaConnectionProperties properties) {
        return (settings, binding, destination) -> settings.putAll(properties.clientSettings());
    }

    /** A stage throws only when infrastructure fails it: its batch comes again until it passes, ever more slowly. */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> outagesAreWaitedFor() {
        return (container, destination, group) -> {
            ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY_MILLIS, 2);
            backOff.setMaxInterval(SLOWEST_RETRY_MILLIS);
            container.setCommonErrorHandler(new DefaultErrorHandler(backOff));
        };
    }
}
