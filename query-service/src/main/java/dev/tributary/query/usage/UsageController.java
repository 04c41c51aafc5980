package dev.tributary.query.usage;

import dev.tributary.events.Access;
import dev.tributary.events.AnswerEvent;
import dev.tributary.query.recording.AnswerLog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Admins see the whole tenant's usage, all others their own, and no money. */
@RestController
@Tag(name = "Usage")
final class UsageController {

    private final AnswerLog log;
    private final Clock clock = Clock.systemUTC();

    UsageController(AnswerLog log) {
        this.log = log;
    }

    @Operation(operationId = "getUsage", summary = "Adds up what was asked, and what chat models read, wrote and cost")
    @GetMapping("/v1/usage")
    UsageReport usage(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String by,
            Access access,
            Principal caller) {
        UsageRequest request = UsageRequest.of(from, to, by, clock.instant());
        UsageReport.Sums sums = new UsageReport.Sums(request);
        log.show(request.from(), entry -> {
            entry.event()
                    .filter(AnswerEvent.class::isInstance)
                    .map(AnswerEvent.class::cast)
                    .filter(answer -> answer.tenant().equals(access.tenant()))
                    .filter(answer -> access.admin() || answer.caller().equals(caller.getName()))
                    .filter(answer ->
                            !answer.at().isBefore(request.from()) && answer.at().isBefore(request.to()))
                    .ifPresent(sums::add);
            return true;
        });
        return sums.report(access.admin());
    }
}
