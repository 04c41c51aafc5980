package dev.tributary.platform.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a key may do; each role may do what the ones before it may. */
public enum Role {
    /** Searches and asks. */
    READER,
    /** Changes sources and documents too, and sees their status. */
    WRITER,
    /** Everything, and sees all documents of the tenant. */
    ADMIN;

    /** The role of this lower-case name; nothing if there is none. */
    static Optional<Role> named(String name) {
        return Stream.of(values()).filter(role -> role.wireName().equals(name)).findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<GrantedAuthority> authorities() {
        return Stream.of(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(role -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }
}
