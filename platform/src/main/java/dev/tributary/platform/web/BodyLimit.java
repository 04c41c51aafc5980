package dev.tributary.platform.web;

import org.springframework.util.unit.DataSize;

/**
 * How large a request's body may be at some paths. A service makes such a bean where {@code tributary.web.max-body-size}
 * is too small; the largest limit whose pattern matches holds.
 *
 * @param pattern a path pattern such as {@code /v1/sources/*}{@code /documents/**}
 */
public record BodyLimit(String pattern, DataSize limit) {}
