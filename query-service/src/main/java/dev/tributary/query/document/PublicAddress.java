package dev.tributary.query.document;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Knows the address under which people reach this service. */
public final class PublicAddress {

    private final @Nullable URI configured;

    PublicAddress(@Nullable URI configured) {
        this.configured = configured;
    }

    /** For those who sent the request. */
    public DocumentLinks links(HttpServletRequest request) {
        String base = configured == null
                ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
                : configured.toString();
        return new DocumentLinks(base.replaceAll("/+$", ""));
    }
}
