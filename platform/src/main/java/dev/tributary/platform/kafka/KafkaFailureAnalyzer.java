package dev.tributary.platform.kafka;

import static dev.tributary.platform.kafka.KafkaConnectionProperties.BOOTSTRAP_SERVERS;

import dev.tributary.platform.start.ConfigurationException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** What Kafka's clients refuse: a host that nobody knows, a protocol or a key store that does not exist. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class KafkaFailureAnalyzer extends AbstractFailureAnalyzer<KafkaException> {

    private final Environment environment;

    KafkaFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, KafkaException failure) {
        String said = String.valueOf(
                NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        if (!said.contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            return new FailureAnalysis(
                    "Kafka's library does not start: " + said,
                    "Change " + BOOTSTRAP_SERVERS + ", or what is set as tributary.kafka.client.<setting>.",
                    failure);
        }
        ConfigurationException wrong = new ConfigurationException(
                BOOTSTRAP_SERVERS,
                environment.getProperty(BOOTSTRAP_SERVERS),
                "host:port, comma-separated, of hosts of which this machine knows one at least; Kafka's client says: "
                        + said);
        return new FailureAnalysis(String.valueOf(wrong.getMessage()), "Change " + BOOTSTRAP_SERVERS + ".", failure);
    }
}
