package dev.tributary.platform.stage;

import dev.tributary.platform.kafka.EventPublisher;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/** What the stages of one process share. */
@AutoConfiguration
final class StageAutoConfiguration {

    /** The consumers are closed one after the other; the batches have had their time by then. */
    private static final Duration CLOSING = Duration.ofSeconds(2);

    @Bean
    static StageStates stageStates() {
        return new StageStates(Clock.systemUTC());
    }

    @Bean
    static StageShutdown stageShutdown(
            StageStates states, @Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration grace) {
        return new StageShutdown(states, grace.multipliedBy(2).dividedBy(3));
    }

    @Bean
    static StageReports stageReports(StageStates states, EventPublisher publisher, Environment environment) {
        String process = environment.getProperty("spring.application.name", "tributary") + "@" + host() + ":"
                + environment.getProperty("server.port", "8080");
        return new StageReports(states, publisher, process, Clock.systemUTC());
    }

    @Bean
    static OutageHandler outageHandler() {
        return new OutageHandler();
    }

    @Bean
    static ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> outagesAreWaitedFor(
            OutageHandler outages) {
        return (container, destination, group) -> {
            container.setCommonErrorHandler(outages);
            container.getContainerProperties().setShutdownTimeout(CLOSING.toMillis());
        };
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }
}
