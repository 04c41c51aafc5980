package dev.tributary.events;

import java.util.Set;

/**
 * Who may read a document.
 *
 * @param readers principals, each {@code user:…} or {@code group:…}, or {@link #EVERYONE}; empty for nobody but the
 *     tenant's admins
 */
public record Acl(Set<String> readers) {

    /** The principal that every member of the tenant has. */
    public static final String EVERYONE = "everyone";

    public Acl {
        readers = readers == null ? Set.of() : Set.copyOf(readers);
    }

    /** Every member of the tenant may read. */
    public static Acl everyone() {
        return new Acl(Set.of(EVERYONE));
    }
}
