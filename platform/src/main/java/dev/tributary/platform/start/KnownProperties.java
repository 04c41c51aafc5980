package dev.tributary.platform.start;

import java.util.Set;

/**
 * Names under {@code tributary.} that are right although no {@code @ConfigurationProperties} bean of this process has
 * them. A module makes such a bean for what it reads in another way, or only under a condition.
 *
 * @param names full names in dashed form; {@code *} stands for one element, a last {@code **} for everything below
 */
public record KnownProperties(Set<String> names) {

    public KnownProperties {
        names = Set.copyOf(names);
    }
}
