package dev.tributary.embed.pipeline;

import dev.tributary.events.ParseEvent;
import dev.tributary.platform.stage.StageConsumer;
import java.util.List;
import org.springframework.cloud.stream.binder.BinderFactory;
import org.springframework.cloud.stream.binder.ExtendedPropertiesBinder;
import org.springframework.cloud.stream.binder.kafka.properties.KafkaConsumerProperties;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.config.BindingProperties;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;

/**
 * Binds consumers while the process runs, with the settings of the bindings {@code index-in-0} and
 * {@code indexBulk-in-0}, which are never bound themselves.
 */
final class LaneBindings {

    private final BindingService service;
    private final BindingServiceProperties properties;
    private final BinderFactory binders;

    LaneBindings(BindingService service, BindingServiceProperties properties, BinderFactory binders) {
        this.service = service;
        this.properties = properties;
        this.binders = binders;
    }

    @SuppressWarnings("unchecked")
    void bind(Lane lane, String generation, StageConsumer<ParseEvent> consumer) {
        String name = name(lane, generation);
        BindingProperties template = properties.getBindingProperties(lane.binding());
        BindingProperties own = new BindingProperties();
        own.setDestination(lane.topic().topicName());
        own.setGroup(lane.group(generation));
        own.setConsumer(template.getConsumer());
        properties.getBindings().put(name, own);
        kafka(name).setConfiguration(kafka(lane.binding()).getConfiguration());
        DirectChannel channel = new DirectChannel();
        channel.setBeanName(name);
        channel.subscribe(message -> consumer.accept((Message<List<byte[]>>) message));
        service.bindConsumer(channel, name);
    }

    /** Returns when no batch is on its way any more. */
    void unbind(Lane lane, String generation) {
        String name = name(lane, generation);
        service.unbindConsumers(name);
        properties.getBindings().remove(name);
    }

    private static String name(Lane lane, String generation) {
        return lane.binding() + "-" + generation;
    }

    private KafkaConsumerProperties kafka(String binding) {
        if (binders.getBinder(null, MessageChannel.class) instanceof ExtendedPropertiesBinder<?, ?, ?> binder
                && binder.getExtendedConsumerProperties(binding) instanceof KafkaConsumerProperties kafka) {
            return kafka;
        }
        throw new IllegalStateException("the default binder is not Kafka's");
    }
}
