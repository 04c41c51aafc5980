package dev.tributary.embed;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** embed-service as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(EmbedConfiguration.class)
public class EmbedServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(EmbedServiceApplication.class, arguments);
    }
}
