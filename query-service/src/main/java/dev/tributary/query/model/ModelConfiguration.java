package dev.tributary.query.model;

import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.security.EndpointRule;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ChatProperties.class, ModelProperties.class})
class ModelConfiguration {

    @Bean
    ModelMetrics modelMetrics(MeterRegistry registry) {
        return new ModelMetrics(registry);
    }

    @Bean
    SecretStore secretStore(ModelProperties properties) {
        return new SecretStore(properties.secrets(), System::getenv);
    }

    @Bean
    ModelRegistry modelRegistry(
            ModelProperties properties, ChatProperties chat, SecretStore secrets, ModelMetrics metrics) {
        return new ModelRegistry(new RunningModels(properties, secrets, metrics), chat, metrics);
    }

    @Bean
    ModelFollower modelFollower(
            ModelRegistry models, KafkaConnectionProperties kafka, ModelProperties properties, ModelMetrics metrics) {
        ModelFollower follower = new ModelFollower(models, kafka, properties.startTimeout());
        metrics.watch(follower);
        return follower;
    }

    @Bean
    ModelChanges modelChanges(ModelRegistry models, ModelFollower follower, EventPublisher publisher) {
        return new ModelChanges(models, follower, publisher);
    }

    @Bean
    EndpointRule changingModels() {
        return EndpointRule.forOperators(HttpMethod.PUT, "/v1/models/**");
    }

    @Bean
    EndpointRule removingModels() {
        return EndpointRule.forOperators(HttpMethod.DELETE, "/v1/models/**");
    }

    @Bean
    EndpointRule checkingModels() {
        return EndpointRule.forOperators(HttpMethod.POST, "/v1/models/**");
    }

    @Bean
    EndpointRule routing() {
        return EndpointRule.forOperators(null, "/v1/routes");
    }
}
