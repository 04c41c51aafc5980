package dev.tributary.platform.security;

import dev.tributary.events.Access;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * An authenticated caller: name, role and access, never a secret. Names of different kinds of callers never meet, since limits
 * and logs go by them: a key of the configuration has a plain name, a key made at run time {@code key:tenant/name}, a user
 * of a token {@code user:name}.
 */
final class Caller extends AbstractAuthenticationToken {

    private final String name;
    private final Role role;
    private final Set<String> sources;
    private final transient Access access;

    Caller(String name, Role role, Access access) {
        this(name, role, Set.of(), access);
    }

    /** @param sources the only ones that a writer may write to; empty if the role alone decides */
    Caller(String name, Role role, Set<String> sources, Access access) {
        super(sources.isEmpty() ? role.authorities() : Role.READER.authorities());
        this.name = name;
        this.role = role;
        this.sources = Set.copyOf(sources);
        this.access = access;
        setAuthenticated(true);
    }

    Access access() {
        return access;
    }

    /** The only sources that this caller may write to; empty if the role alone decides. */
    Set<String> sources() {
        return sources;
    }

    String role() {
        return role.wireName();
    }

    /** For messages. */
    String describe() {
        String limit = sources.isEmpty()
                ? ""
                : " for the sources "
                        + String.join(", ", sources.stream().sorted().toList());
        return "The caller '" + name + "' has the role " + role() + limit;
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
                && sources.equals(caller.sources)
                && access.equals(caller.access);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
