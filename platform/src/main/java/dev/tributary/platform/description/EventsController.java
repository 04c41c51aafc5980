package dev.tributary.platform.description;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what is said on Kafka. */
@RestController
@Hidden
final class EventsController {

    @GetMapping("/asyncapi.json")
    Object events() {
        return AsyncApi.document();
    }
}
