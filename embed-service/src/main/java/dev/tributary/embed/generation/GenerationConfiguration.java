package dev.tributary.embed.generation;

import dev.tributary.embed.pipeline.Feeds;
import dev.tributary.index.starter.Generations;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.security.EndpointRule;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GenerationProperties.class)
class GenerationConfiguration {

    @Bean
    ConsumerGroups consumerGroups(KafkaConnectionProperties kafka) {
        return new ConsumerGroups(kafka);
    }

    @Bean
    ManagingGenerations managingGenerations(Generations generations, ConsumerGroups groups, EventPublisher publisher) {
        return new ManagingGenerations(generations, groups, publisher, Clock.systemUTC());
    }

    @Bean
    KeepingGenerations keepingGenerations(
            Generations generations,
            Feeds feeds,
            ConsumerGroups groups,
            ManagingGenerations managing,
            GenerationProperties properties,
            MeterRegistry registry) {
        return new KeepingGenerations(
                generations, feeds, groups, managing, properties, new GenerationMetrics(registry), Clock.systemUTC());
    }

    @Bean
    DescribingGenerations describingGenerations(
            Generations generations, KeepingGenerations keeping, ManagingGenerations managing) {
        return new DescribingGenerations(generations, keeping, managing);
    }

    @Bean
    EndpointRule generationRule() {
        return EndpointRule.forOperators(null, "/v1/generations/**");
    }
}
