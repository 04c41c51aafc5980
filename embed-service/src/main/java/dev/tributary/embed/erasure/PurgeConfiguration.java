package dev.tributary.embed.erasure;

import dev.tributary.embed.pipeline.Feeds;
import dev.tributary.events.Topic;
import dev.tributary.index.starter.Generations;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.kafka.TopicFollower;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PurgeConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    PurgeLoop purgeLoop(
            Feeds feeds, Generations generations, EventPublisher publisher, KafkaConnectionProperties kafka) {
        PurgingIndexes purging = new PurgingIndexes(feeds, generations, publisher, Clock.systemUTC());
        return new PurgeLoop(new TopicFollower(Topic.ERASURES, kafka, purging::hear), purging);
    }
}
