package dev.tributary.platform.security;

import dev.tributary.events.Access;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** An authenticated caller: the key's name, role and access, never its secret. */
final class Caller extends AbstractAuthenticationToken {

    private final String name;
    private final Role role;
    private final transient Access access;

    Caller(String name, Role role, Access access) {
        super(role.authorities());
        this.name = name;
        this.role = role;
        this.access = access;
        setAuthenticated(true);
    }

    Access access() {
        return access;
    }

    String role() {
        return role.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller caller
                && name.equals(caller.name)
                && role == caller.role
                && access.equals(caller.access);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
