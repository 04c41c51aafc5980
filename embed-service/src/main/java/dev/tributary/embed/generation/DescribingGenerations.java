package dev.tributary.embed.generation;

import dev.tributary.embed.generation.GenerationView.LaneView;
import dev.tributary.embed.generation.GenerationView.ProgressView;
import dev.tributary.embed.generation.GenerationView.State;
import dev.tributary.embed.pipeline.Lane;
import dev.tributary.events.GenerationEvent.GenerationChanged;
import dev.tributary.events.GenerationEvent.LiveGenerationChosen;
import dev.tributary.events.OutageException;
import dev.tributary.index.starter.GenerationSettings;
import dev.tributary.index.starter.GenerationTable;
import dev.tributary.index.starter.Generations;
import dev.tributary.platform.start.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of generations. */
final class DescribingGenerations {

    private final Generations generations;
    private final KeepingGenerations keeping;
    private final ManagingGenerations managing;

    DescribingGenerations(Generations generations, KeepingGenerations keeping, ManagingGenerations managing) {
        this.generations = generations;
        this.keeping = keeping;
        this.managing = managing;
    }

    /** All that there are and were, in the order of their ids. */
    List<GenerationView> all() {
        GenerationTable table = generations.table();
        TreeSet<String> ids = new TreeSet<>(table.announced().keySet());
        ids.addAll(table.kept());
        return ids.stream().map(this::describe).toList();
    }

    Optional<GenerationView> find(String id) {
        GenerationTable table = generations.table();
        return table.kept().contains(id) || table.announcement(id).isPresent()
                ? Optional.of(describe(id))
                : Optional.empty();
    }

    private GenerationView describe(String id) {
        GenerationTable table = generations.table();
        @Nullable GenerationChanged announced = table.announcement(id).orElse(null);
        if (table.isDropped(id) && announced != null) {
            return view(id, State.DROPPED, announced.embedding(), announced.chunking(), null, null, announced);
        }
        GenerationSettings settings = generations.settings(id);
        String obstacle = table.isLive(id) ? null : obstacle(id);
        return view(
                id,
                state(table, id, obstacle),
                settings.embedding(),
                settings.chunking(),
                obstacle,
                progress(id),
                announced);
    }

    private static State state(GenerationTable table, String id, @Nullable String obstacle) {
        if (table.isLive(id)) {
            return State.LIVE;
        }
        LiveGenerationChosen chosen = table.chosen();
        boolean before = chosen != null
                && table.announcement(id)
                        .map(announced -> announced.at().isBefore(chosen.at()))
                        .orElse(false);
        if (before) {
            return State.KEPT;
        }
        return obstacle == null ? State.READY : State.BUILDING;
    }

    private GenerationView view(
            String id,
            State state,
            Map<String, String> embedding,
            Map<String, String> chunking,
            @Nullable String obstacle,
            @Nullable ProgressView progress,
            @Nullable GenerationChanged announced) {
        GenerationTable table = generations.table();
        LiveGenerationChosen chosen = table.chosen();
        boolean dropped = state == State.DROPPED;
        return new GenerationView(
                id,
                state,
                id.equals(table.configured()),
                embedding,
                chunking,
                dropped ? null : documents(id),
                progress,
                announced == null ? null : announced.activateWhenReady(),
                obstacle,
                dropped ? null : keeping.problem(id).orElse(null),
                announced == null || dropped ? null : announced.at(),
                state == State.LIVE && chosen != null ? chosen.at() : null,
                announced != null && dropped ? announced.at() : null);
    }

    private @Nullable String obstacle(String id) {
        try {
            return managing.obstacle(id).orElse(null);
        } catch (OutageException outage) {
            return outage.getMessage();
        }
    }

    private @Nullable Long documents(String id) {
        try {
            return managing.documents(id);
        } catch (OutageException | ConfigurationException cannotBeOpened) {
            return null;
        }
    }

    private @Nullable ProgressView progress(String id) {
        try {
            Progress progress = keeping.look(id);
            return progress.lag().map(lag -> view(progress, lag)).orElse(null);
        } catch (OutageException outage) {
            return null;
        }
    }

    private static ProgressView view(Progress progress, Lag lag) {
        return new ProgressView(
                lag.total() - lag.behind(),
                lag.total(),
                Arrays.stream(Lane.values())
                        .map(lane -> lane(lane, lag.lanes().get(lane)))
                        .toList(),
                Math.round(progress.rate() * 10) / 10.0,
                progress.end());
    }

    private static LaneView lane(Lane lane, Lag.@Nullable Part part) {
        return new LaneView(
                lane.name().toLowerCase(Locale.ROOT),
                part == null ? 0 : part.behind(),
                part == null ? 0 : part.total());
    }
}
