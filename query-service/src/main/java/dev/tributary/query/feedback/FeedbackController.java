package dev.tributary.query.feedback;

import dev.tributary.events.Access;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Feedback")
final class FeedbackController {

    private final GivingFeedback feedback;

    FeedbackController(GivingFeedback feedback) {
        this.feedback = feedback;
    }

    @Operation(operationId = "getAnswer", summary = "Shows an answer to whoever asked for it, and to admins")
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @GetMapping("/v1/answers/{id}")
    AnswerView look(@PathVariable String id, Access access, Principal caller) {
        return feedback.look(access, caller.getName(), id);
    }

    @Operation(
            operationId = "giveFeedback",
            summary = "Says what an answer was worth; in place of what the caller said before")
    @ApiResponse(responseCode = "404", description = "There is no such answer, or none that the caller may know of")
    @PostMapping("/v1/answers/{id}/feedback")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void give(@PathVariable String id, @RequestBody FeedbackBody body, Access access, Principal caller) {
        feedback.give(access, caller.getName(), id, body);
    }
}
