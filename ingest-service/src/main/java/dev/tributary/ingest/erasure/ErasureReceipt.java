package dev.tributary.ingest.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.ErasureEvent;
import dev.tributary.events.ErasureEvent.ErasureReleased;
import dev.tributary.events.ErasureEvent.ErasureRequested;
import dev.tributary.events.ErasureEvent.PlaceErased;
import dev.tributary.events.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of an erasure, by ids and hashes only.
 *
 * @param done whether nothing is left anywhere
 * @param doneAt null until then
 * @param suppressed whether connectors leave the document alone although its source may still have it
 * @param contents SHA-256 of its newest bytes and text, as far as they were known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErasureReceipt(
        UUID id,
        UUID documentId,
        long version,
        Instant requestedAt,
        Instant deadline,
        boolean done,
        @Nullable Instant doneAt,
        boolean suppressed,
        List<String> contents,
        List<Place> places) {

    static final String CATALOG = "catalog";
    static final String CONTENT = "content";

    /** The topics that speak of documents, and those that may quote them. */
    static final List<Topic> TOPICS = List.of(
            Topic.CAPTURED,
            Topic.CAPTURED_BULK,
            Topic.PARSED,
            Topic.PARSED_BULK,
            Topic.INDEXED,
            Topic.DEAD,
            Topic.ANSWERS,
            Topic.FEEDBACK);

    /**
     * One place where the document was kept.
     *
     * @param place a topic, {@code catalog}, {@code content}, or {@code index:} and a generation; {@code index:any} as long
     *     as no index has reported
     * @param at when it was found to be gone; null until then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Place(
            String place,
            boolean done,
            @Nullable Instant at,
            @Nullable String note) {}

    /**
     * The receipts that events tell of, the newest first.
     *
     * @param indexes generations that must report
     */
    static List<ErasureReceipt> of(Collection<ErasureEvent> events, Set<String> indexes) {
        Map<UUID, List<ErasureEvent>> byReceipt = new LinkedHashMap<>();
        events.forEach(event -> byReceipt
                .computeIfAbsent(event.erasureId(), unknown -> new ArrayList<>())
                .add(event));
        List<ErasureReceipt> receipts = new ArrayList<>();
        byReceipt.values().forEach(all -> requested(all).ifPresent(request -> receipts.add(of(request, all, indexes))));
        receipts.sort((one, other) -> other.requestedAt().compareTo(one.requestedAt()));
        return List.copyOf(receipts);
    }

    private static Optional<ErasureRequested> requested(List<ErasureEvent> events) {
        return events.stream()
                .filter(ErasureRequested.class::isInstance)
                .map(ErasureRequested.class::cast)
                .findFirst();
    }

    private static ErasureReceipt of(ErasureRequested request, List<ErasureEvent> events, Set<String> indexes) {
        Map<String, PlaceErased> erased = new LinkedHashMap<>();
        for (ErasureEvent event : events) {
            if (event instanceof PlaceErased place) {
                erased.put(place.place(), place);
            }
        }
        List<Place> places = expected(erased.keySet(), indexes).stream()
                .map(place -> place(place, erased.get(place)))
                .toList();
        boolean done = places.stream().allMatch(Place::done);
        Instant doneAt = erased.values().stream()
                .map(PlaceErased::at)
                .max(Instant::compareTo)
                .orElse(null);
        return new ErasureReceipt(
                request.erasureId(),
                request.documentId(),
                request.version(),
                request.at(),
                request.deadline(),
                done,
                done ? doneAt : null,
                events.stream().noneMatch(ErasureReleased.class::isInstance),
                request.contents(),
                places);
    }

    private static List<String> expected(Set<String> reported, Set<String> indexes) {
        Set<String> ofIndexes = new TreeSet<>();
        reported.stream().filter(place -> place.startsWith(PlaceErased.INDEX)).forEach(ofIndexes::add);
        indexes.forEach(generation -> ofIndexes.add(PlaceErased.INDEX + generation));
        if (ofIndexes.isEmpty()) {
            ofIndexes.add(PlaceErased.INDEX + "any");
        }
        List<String> expected = new ArrayList<>(ofIndexes);
        expected.add(CONTENT);
        TOPICS.forEach(topic -> expected.add(topic.topicName()));
        expected.add(CATALOG);
        return expected;
    }

    private static Place place(String name, @Nullable PlaceErased erased) {
        return new Place(
                name, erased != null, erased == null ? null : erased.at(), erased == null ? null : erased.note());
    }

    boolean lacks(String place) {
        return places.stream().anyMatch(one -> one.place().equals(place) && !one.done());
    }

    boolean lacksTopic() {
        return TOPICS.stream().anyMatch(topic -> lacks(topic.topicName()));
    }
}
