package dev.tributary.platform.security;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * The least role that an endpoint asks for. A service makes such a bean for each group of endpoints that it adds; what no
 * rule names is for admins. Rules of services are looked at before those of the platform.
 *
 * @param method null for all
 * @param pattern a path pattern such as {@code /v1/models/**}
 */
public record EndpointRule(Role role, @Nullable HttpMethod method, String pattern) {}
