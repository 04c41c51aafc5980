package dev.tributary.query;

import dev.tributary.platform.start.KnownProperties;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The query service as a process of its own. From Kafka it hears which generation of the index answers; once it has, it
 * answers without Kafka.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "dev.tributary.platform.kafka.KafkaAutoConfiguration",
            "dev.tributary.platform.stage.StageAutoConfiguration",
            "dev.tributary.platform.content.ContentAutoConfiguration"
        })
@Import(QueryConfiguration.class)
public class QueryServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(QueryServiceApplication.class, arguments);
    }

    /** Settings that all services may share, though this one has no use for them. */
    @Bean
    KnownProperties settingsOfOtherServices() {
        return new KnownProperties(Set.of("tributary.kafka.**", "tributary.content.**"));
    }
}
