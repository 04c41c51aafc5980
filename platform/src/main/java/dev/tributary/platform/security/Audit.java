package dev.tributary.platform.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Says to the logger {@code tributary.audit} who did what, on the thread of the request. Ids and names of settings alone may
 * be said: a document's name or text would outlive its erasure there.
 */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger("tributary.audit");

    private Audit() {}

    /**
     * @param action what was done, such as {@code model.configured}
     * @param id to what
     */
    public static void did(String action, Object id) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        String name = authentication == null ? "nobody" : authentication.getName();
        String tenant =
                authentication instanceof Caller caller ? caller.access().tenant() : "";
        LOG.info("{} id={} caller={} tenant={}", action, plain(id), plain(name), plain(tenant));
    }

    /** Nothing that could pretend to be another line or another field. */
    private static String plain(Object value) {
        return value.toString().replaceAll("[\\p{C}\\s]", "?");
    }
}
