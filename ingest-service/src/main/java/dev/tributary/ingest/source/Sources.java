package dev.tributary.ingest.source;

import dev.tributary.content.ContentStore;
import dev.tributary.ingest.IngestProperties;
import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.capture.CapturingDocuments.Reading;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.ingest.connector.ConnectorFactory;
import dev.tributary.ingest.connector.SourceSettings;
import dev.tributary.platform.start.ConfigurationException;
import dev.tributary.platform.start.TenantProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.SmartLifecycle;

/** The sources of this process. They start once the catalog is up to date. */
public final class Sources implements SmartLifecycle {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Map<String, SourceSettings> settings = new LinkedHashMap<>();
    private final Map<String, ConnectorFactory> factories = new TreeMap<>();
    private final Map<String, SourceRunner> runners = new LinkedHashMap<>();
    private final Map<String, SourceState> states = new ConcurrentHashMap<>();
    private final IngestProperties properties;
    private final String tenant;
    private final CapturingDocuments capturing;
    private final ContentStore store;
    private final Catalog catalog;
    private final CatalogFollower follower;
    private final MeterRegistry meters;
    private final List<Thread> threads = new ArrayList<>();
    private CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean running;

    Sources(
            SourcesProperties sources,
            List<ConnectorFactory> connectors,
            IngestProperties properties,
            TenantProperties tenant,
            CapturingDocuments capturing,
            ContentStore store,
            Catalog catalog,
            CatalogFollower follower,
            MeterRegistry meters) {
        this.properties = properties;
        this.tenant = tenant.tenant();
        this.capturing = capturing;
        this.store = store;
        this.catalog = catalog;
        this.follower = follower;
        this.meters = meters;
        connectors.forEach(factory -> factories.put(factory.kind(), factory));
        sources.sources().forEach((name, values) -> settings.put(name, checked(new SourceSettings(name, values))));
    }

    /** Whether a connector runs this source. */
    public boolean has(String tenantOfSource, String source) {
        return tenant.equals(tenantOfSource) && settings.containsKey(source);
    }

    /** Documents that the source's last listing lacked and that were kept; empty if there are none. */
    public Optional<HeldDeletions> heldDeletions(String source) {
        return Optional.ofNullable(states.get(source)).flatMap(SourceState::held);
    }

    /**
     * Lets the next complete listing remove those of the held documents that it lacks too. It begins at once.
     *
     * @param count how many the person saw
     * @throws HeldDeletions.ChangedException if there are more or fewer by now
     */
    public HeldDeletions approveDeletions(String source, long count) {
        SourceState state = states.get(source);
        if (state == null) {
            throw new HeldDeletions.ChangedException(0);
        }
        return state.approve(count);
    }

    /** Keeps the held documents, and says no more of them until a listing lacks others; empty if none are held. */
    public Optional<HeldDeletions> dismissDeletions(String source) {
        return Optional.ofNullable(states.get(source)).flatMap(SourceState::dismiss);
    }

    public List<SourceStatus> status() {
        synchronized (runners) {
            return runners.values().stream().map(SourceRunner::status).toList();
        }
    }

    @Override
    public void start() {
        stop = new CountDownLatch(1);
        synchronized (runners) {
            runners.clear();
            settings.forEach((name, source) -> runners.put(name, runner(source)));
            runners.forEach((name, runner) -> threads.add(
                    Thread.ofPlatform().daemon().name("source-" + name).start(() -> runWhenReady(runner))));
        }
        running = true;
    }

    @Override
    public void stop() {
        stop.countDown();
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofSeconds(5))) {
                    thread.interrupt();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
        running = false;
    }

    /** Before it does, nobody has looked whether there is anything to do. */
    @Override
    public boolean isRunning() {
        return running;
    }

    private void runWhenReady(SourceRunner runner) {
        try {
            while (stop.getCount() > 0) {
                if (follower.awaitCaughtUp(LOOK_AGAIN)) {
                    runner.run();
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private SourceRunner runner(SourceSettings source) {
        ConnectorFactory factory = factory(source);
        Reading reading = new Reading(factory.kind(), source.maxBytes(properties.maxBytes()));
        Pace pace = new Pace(catalog, properties, tenant, source.source(), settings.size(), stop);
        SourceState state = new SourceState(tenant, source, factory.kind(), capturing, catalog, store);
        states.put(source.source(), state);
        SourceReader.Tools tools = new SourceReader.Tools(tenant, capturing, catalog, pace, meters, Clock.systemUTC());
        return new SourceRunner(
                source,
                factory,
                connector -> new SourceReader(tools, source, reading, state, connector),
                state::takeScanWanted,
                stop);
    }

    private SourceSettings checked(SourceSettings source) {
        if (!SourceName.isValid(source.source())) {
            throw new ConfigurationException("tributary.sources", source.source(), SourceName.ALLOWED);
        }
        factory(source).check(source);
        source.rescan();
        source.maxBytes(properties.maxBytes());
        source.massDeletionAllowed();
        return source;
    }

    private ConnectorFactory factory(SourceSettings source) {
        ConnectorFactory factory = factories.get(source.text("connector").orElse(""));
        if (factory == null) {
            throw source.invalid("connector", "one of: " + String.join(", ", factories.keySet()), null);
        }
        return factory;
    }
}
