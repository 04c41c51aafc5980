package dev.tributary.ingest.status;

import dev.tributary.ingest.capture.CapturingDocuments;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.Catalog.Count;
import dev.tributary.ingest.catalog.Catalog.StagePause;
import dev.tributary.ingest.catalog.Catalog.Waiting;
import dev.tributary.ingest.catalog.CatalogFollower;
import dev.tributary.ingest.catalog.DocumentState;
import dev.tributary.ingest.source.SourceStatus;
import dev.tributary.ingest.source.Sources;
import dev.tributary.ingest.status.IngestStatus.KafkaEntry;
import dev.tributary.ingest.status.IngestStatus.SourceEntry;
import dev.tributary.ingest.status.IngestStatus.StageEntry;
import dev.tributary.platform.stage.StageStates;
import dev.tributary.platform.stage.StageStates.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what the parts of the service know of themselves. */
final class ReportingStatus {

    private final Sources sources;
    private final Catalog catalog;
    private final CatalogFollower follower;
    private final CapturingDocuments capturing;
    private final StageStates stages;
    private final String ownTenant;
    private final Clock clock;

    ReportingStatus(
            Sources sources,
            Catalog catalog,
            CatalogFollower follower,
            CapturingDocuments capturing,
            StageStates stages,
            String ownTenant,
            Clock clock) {
        this.sources = sources;
        this.catalog = catalog;
        this.follower = follower;
        this.capturing = capturing;
        this.stages = stages;
        this.ownTenant = ownTenant;
        this.clock = clock;
    }

    /** The status as a tenant may see it. What comes before the catalog is asked first: nothing is overlooked on its way. */
    IngestStatus of(String tenant) {
        List<SourceStatus> running = tenant.equals(ownTenant) ? sources.status() : List.of();
        boolean quiet =
                sources.isRunning() && running.stream().allMatch(SourceStatus::quiet) && capturing.waiting() == 0;
        List<Count> counts = catalog.counts().stream()
                .filter(count -> count.tenant().equals(tenant))
                .toList();
        boolean pending = counts.stream().anyMatch(Count::waiting);
        boolean read = follower.caughtUp() && follower.lag() == 0;
        KafkaEntry kafka = kafka();
        boolean idle = quiet && read && !pending && kafka.reachable();
        return new IngestStatus(idle, kafka, entries(running, counts), stages(), follower.lag());
    }

    private KafkaEntry kafka() {
        return follower.outage()
                .map(outage -> new KafkaEntry(false, outage.cause(), outage.since()))
                .orElseGet(() -> new KafkaEntry(true, null, null));
    }

    private List<SourceEntry> entries(List<SourceStatus> running, List<Count> counts) {
        List<SourceEntry> entries = new ArrayList<>();
        running.forEach(source -> entries.add(entry(source, counts)));
        Set<String> known = running.stream().map(SourceStatus::source).collect(Collectors.toSet());
        Set<String> others = counts.stream().map(Count::source).collect(Collectors.toCollection(TreeSet::new));
        others.removeAll(known);
        for (String source : others) {
            entries.add(entry(source, "push", "push", 0, null, 0, null, counts));
        }
        return List.copyOf(entries);
    }

    private static SourceEntry entry(SourceStatus source, List<Count> counts) {
        return entry(
                source.source(),
                source.connector(),
                source.phase().name().toLowerCase(Locale.ROOT),
                source.seen(),
                source.lastScan(),
                source.heldDeletions(),
                source.message(),
                counts);
    }

    private static SourceEntry entry(
            String source,
            String connector,
            String phase,
            long seen,
            java.time.@Nullable Instant lastScan,
            long heldDeletions,
            @Nullable String message,
            List<Count> counts) {
        return new SourceEntry(
                source,
                connector,
                phase,
                seen,
                count(counts, source, count -> count.state() == DocumentState.CAPTURED),
                count(counts, source, count -> count.state() == DocumentState.PARSED),
                count(counts, source, count -> count.state() == DocumentState.INDEXED),
                count(counts, source, count -> count.state() == DocumentState.REJECTED),
                count(counts, source, count -> count.state() == DocumentState.REMOVED),
                count(counts, source, Count::waiting),
                lastScan,
                heldDeletions,
                message);
    }

    private static long count(List<Count> counts, String source, Predicate<Count> which) {
        return counts.stream()
                .filter(count -> count.source().equals(source) && which.test(count))
                .mapToLong(Count::documents)
                .sum();
    }

    private List<StageEntry> stages() {
        List<StagePause> told = catalog.pauses();
        return catalog.waiting().stream().map(waiting -> stage(waiting, told)).toList();
    }

    private StageEntry stage(Waiting waiting, List<StagePause> told) {
        List<StagePause> pauses =
                told.stream().filter(pause -> pause.stage() == waiting.stage()).toList();
        Optional<Pause> pause = stages.pause(waiting.stage())
                .or(() -> pauses.stream().findFirst().map(first -> new Pause(first.since(), first.cause())));
        Instant oldest = waiting.oldest();
        Long age = oldest == null
                ? null
                : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
        return new StageEntry(
                waiting.stage().wireName(),
                waiting.documents(),
                age,
                pause.map(Pause::cause).orElse(null),
                pause.map(Pause::since).orElse(null),
                pauses.stream().map(StagePause::process).toList());
    }
}
