package dev.tributary.events;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reader may see, from the reader's token and from nowhere else.
 *
 * @param principals the reader and the reader's groups; {@link Acl#EVERYONE} is always among them
 * @param admin sees all documents of the tenant, those without rights information too
 */
public record Access(String tenant, Set<String> principals, boolean admin) {

    public Access {
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("tenant must not be blank");
        }
        Set<String> all = new HashSet<>(principals);
        all.add(Acl.EVERYONE);
        principals = Set.copyOf(all);
    }

    public static Access admin(String tenant) {
        return new Access(tenant, Set.of(), true);
    }

    /** Fails closed: without rights information, or in another tenant, the answer is no. */
    public boolean mayRead(String documentTenant, @Nullable Acl acl) {
        return tenant.equals(documentTenant)
                && (admin || (acl != null && acl.readers().stream().anyMatch(principals::contains)));
    }
}
