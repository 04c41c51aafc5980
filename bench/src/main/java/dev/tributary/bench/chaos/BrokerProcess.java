package dev.tributary.bench.chaos;

import dev.tributary.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;

/** A Kafka broker as a process of its own. */
public final class BrokerProcess {

    private BrokerProcess() {}

    /** @param arguments directory and port */
    public static void run(List<String> arguments) {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments.get(0)), Integer.parseInt(arguments.get(1)));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    }
}
