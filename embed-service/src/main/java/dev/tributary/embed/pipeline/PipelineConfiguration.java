package dev.tributary.embed.pipeline;

import dev.tributary.content.ContentStore;
import dev.tributary.index.starter.Generations;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.stage.StageStates;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.stream.binder.BinderFactory;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The index stage and its bindings. */
@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {

    @Bean
    Feeds feeds(
            BindingService service,
            BindingServiceProperties properties,
            BinderFactory binders,
            Generations generations,
            ContentStore store,
            EventPublisher publisher,
            StageStates states,
            MeterRegistry registry) {
        LaneBindings bindings = new LaneBindings(service, properties, binders);
        return new Feeds(bindings, generations, store, publisher, states, registry);
    }
}
