package dev.tributary.platform.security;

import dev.tributary.events.Access;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys. For admins, as no rule says otherwise. */
@RestController
@Tag(name = "Keys")
@RequestMapping("/v1/keys")
final class KeyController {

    private final ManagingKeys managing;

    KeyController(ManagingKeys managing) {
        this.managing = managing;
    }

    record KeyList(List<KeyView> keys) {}

    @Operation(operationId = "createKey", summary = "Makes an API key, and shows its secret once")
    @ApiResponse(responseCode = "409", description = "The name is taken, or nobody is asked for a key here")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    KeyView create(@RequestBody KeyBody body, Access access, Principal caller) {
        return managing.create(access, caller.getName(), body);
    }

    @Operation(operationId = "listKeys", summary = "Lists API keys, never their secrets")
    @GetMapping
    KeyList list(Access access) {
        return new KeyList(managing.list(access));
    }

    @Operation(operationId = "revokeKey", summary = "Revokes an API key everywhere")
    @ApiResponse(responseCode = "404", description = "There is none, or none that the caller may know of")
    @ApiResponse(responseCode = "409", description = "The key stands in the configuration")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String name, Access access, Principal caller) {
        managing.revoke(access, caller.getName(), name);
    }
}
