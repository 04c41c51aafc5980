package dev.tributary.platform.web;

import dev.tributary.events.Access;
import dev.tributary.events.OutageException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class TestController {

    enum Mode {
        HYBRID,
        KEYWORD
    }

    record Search(
            @Nullable String query,
            int limit,
            @Nullable Mode mode,
            @Nullable List<Filter> filters) {}

    record Filter(@Nullable String field) {}

    record Seen(String tenant, List<String> principals, boolean admin) {}

    @PostMapping(path = "/v1/search", produces = MediaType.APPLICATION_JSON_VALUE)
    Seen search(@RequestBody Search search, Access access) {
        if (search.limit() > 100) {
            throw new InvalidRequestException("limit", search.limit(), "1 to 100");
        }
        return new Seen(access.tenant(), List.copyOf(new TreeSet<>(access.principals())), access.admin());
    }

    @GetMapping("/v1/status")
    String status(@RequestParam int days) {
        return "days " + days;
    }

    @PutMapping("/v1/sources/a")
    String put() {
        return "put";
    }

    @DeleteMapping("/v1/sources/a")
    String delete() {
        return "deleted";
    }

    @GetMapping("/v1/documents/a")
    String document() {
        return "document";
    }

    @PostMapping("/v1/models")
    String models() {
        return "models";
    }

    @GetMapping("/v1/search/failing")
    String fail(@RequestParam String how) {
        return switch (how) {
            case "outage" -> throw new OutageException("kafka.internal:9092 is down", null, Duration.ofMillis(6500));
            case "bug" -> throw new IllegalStateException("internal detail");
            default -> "no failure";
        };
    }
}
