package dev.tributary.platform.security;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * The least role that an endpoint asks for. A service makes such a bean for each group of endpoints that it adds; what no
 * rule names is for admins. Rules of services are looked at before those of the platform.
 *
 * @param method null for all
 * @param pattern a path pattern such as {@code /v1/models/**}
 * @param ownTenant whether the caller must be of the installation's own tenant, because all tenants share what is changed
 */
public record EndpointRule(Role role, @Nullable HttpMethod method, String pattern, boolean ownTenant) {

    public EndpointRule(Role role, @Nullable HttpMethod method, String pattern) {
        this(role, method, pattern, false);
    }

    /** For those who run the installation: admins of its own tenant. */
    public static EndpointRule forOperators(@Nullable HttpMethod method, String pattern) {
        return new EndpointRule(Role.ADMIN, method, pattern, true);
    }
}
