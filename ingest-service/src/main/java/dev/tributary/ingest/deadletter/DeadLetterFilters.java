package dev.tributary.ingest.deadletter;

import dev.tributary.events.Access;
import dev.tributary.events.RejectionReason;
import dev.tributary.events.Stage;
import dev.tributary.ingest.catalog.DeadLetter.Filter;
import dev.tributary.platform.web.InvalidRequestException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads from requests which dead letters are meant; what is not known is refused, so that no typo widens a filter. */
final class DeadLetterFilters {

    private static final int MAX_DOCUMENTS = 1_000;
    private static final Set<String> NAMES =
            Set.of("source", "stage", "reason", "documentIds", "olderThan", "newerThan");

    private final String ownTenant;

    /** @param ownTenant the installation's own: its admins see what belongs to nobody */
    DeadLetterFilters(String ownTenant) {
        this.ownTenant = ownTenant;
    }

    Filter of(Access access, ReplayRequest request) {
        List<String> documentIds = request.documentIds() == null ? List.of() : request.documentIds();
        return new Filter(
                access.tenant(),
                access.admin() && access.tenant().equals(ownTenant),
                text("source", request.source()),
                one(
                        "stage",
                        request.stage(),
                        Stream.of(Stage.PARSE, Stage.INDEX).map(Stage::wireName)),
                one(
                        "reason",
                        request.reason(),
                        Stream.of(RejectionReason.values()).map(RejectionReason::wireName)),
                ids(documentIds),
                instant("olderThan", request.olderThan()),
                instant("newerThan", request.newerThan()));
    }

    /** @param others further parameters that the endpoint knows */
    Filter of(Access access, MultiValueMap<String, String> parameters, Set<String> others) {
        for (String name : parameters.keySet()) {
            if (!NAMES.contains(name) && !others.contains(name)) {
                String allowed = Stream.concat(NAMES.stream(), others.stream())
                        .sorted()
                        .reduce((one, two) -> one + ", " + two)
                        .orElseThrow();
                throw new InvalidRequestException(name, parameters.getFirst(name), "one of the parameters " + allowed);
            }
        }
        List<String> documentIds = parameters.getOrDefault("documentIds", List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .toList();
        return of(
                access,
                new ReplayRequest(
                        parameters.getFirst("source"),
                        parameters.getFirst("stage"),
                        parameters.getFirst("reason"),
                        documentIds,
                        parameters.getFirst("olderThan"),
                        parameters.getFirst("newerThan"),
                        null));
    }

    private static @Nullable String text(String name, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new InvalidRequestException(name, value, "a name, or nothing at all");
        }
        return value;
    }

    private static @Nullable String one(String name, @Nullable String value, Stream<String> allowed) {
        List<String> names = allowed.toList();
        if (value != null && !names.contains(value)) {
            throw new InvalidRequestException(name, value, String.join(", ", names));
        }
        return value;
    }

    private static Set<UUID> ids(List<String> texts) {
        if (texts.size() > MAX_DOCUMENTS) {
            throw new InvalidRequestException("documentIds", texts.size() + " ids", "up to " + MAX_DOCUMENTS + " ids");
        }
        Set<UUID> ids = new LinkedHashSet<>();
        for (String text : texts) {
            try {
                ids.add(UUID.fromString(text.strip()));
            } catch (IllegalArgumentException malformed) {
                throw new InvalidRequestException("documentIds", text, "documents' ids, which are UUIDs");
            }
        }
        return ids;
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new InvalidRequestException(name, text, "a time such as 2026-01-31T12:00:00Z");
        }
    }
}
