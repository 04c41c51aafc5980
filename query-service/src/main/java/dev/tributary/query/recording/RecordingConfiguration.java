package dev.tributary.query.recording;

import dev.tributary.events.EventCodec;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AnswerProperties.class)
class RecordingConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    AnswerRecorder answerRecorder(
            EventPublisher publisher, EventCodec codec, AnswerProperties properties, MeterRegistry meters) {
        return new AnswerRecorder(publisher, codec, properties.record(), meters);
    }

    @Bean
    AnswerLog answerLog(KafkaConnectionProperties kafka) {
        return new AnswerLog(kafka);
    }
}
