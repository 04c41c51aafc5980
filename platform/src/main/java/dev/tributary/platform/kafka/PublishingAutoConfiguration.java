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
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.MicrometerProducerListener;

/** Publishing. It connects when something is first published, so a service that seldom does so starts without Kafka. */
@AutoConfiguration
@EnableConfigurationProperties(KafkaConnectionProperties.class)
class PublishingAutoConfiguration {

    private static final int CLOSE_TIMEOUT_SECONDS = 5;

    @Bean
    EventCodec eventCodec(@Value("${spring.application.name:tributary}") String application) {
        return new EventCodec(application, Clock.systemUTC());
    }

    @Bean
    EventPublisher eventPublisher(
            KafkaConnectionProperties properties,
            EventCodec codec,
            ObjectProvider<TopicProvisioner> topicsFirst,
            ObjectProvider<MeterRegistry> meters) {
        topicsFirst.getIfAvailable();
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
        factory.setPhysicalCloseTimeout(CLOSE_TIMEOUT_SECONDS);
        meters.ifAvailable(registry -> factory.addListener(new MicrometerProducerListener<>(registry)));
        return new KafkaEventPublisher(factory, codec);
    }
}
