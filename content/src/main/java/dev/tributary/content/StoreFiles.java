package dev.tributary.content;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a {@link FileContentStore} keeps what.
 *
 * @param root absolute
 */
record StoreFiles(Path root) {

    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern LINK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9][A-Za-z0-9.-]*)*");

    /** Files that are being written. */
    Path unfinished() {
        return root.resolve("aside");
    }

    Path tenant(String tenant) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("not a tenant id: " + tenant);
        }
        return root.resolve(tenant);
    }

    Path blobs(String tenant) {
        return tenant(tenant).resolve("blobs");
    }

    Path blob(String tenant, String sha256) {
        return blobs(tenant).resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    Path links(String tenant) {
        return tenant(tenant).resolve("links");
    }

    Path link(String tenant, String name) {
        if (!LINK.matcher(name).matches()) {
            throw new IllegalArgumentException("not a link name: " + name);
        }
        return links(tenant).resolve(name);
    }

    /** Where a collection puts a blob while it looks once more whether it may go. */
    Path doubtful(String tenant) {
        return tenant(tenant).resolve("doubtful");
    }

    Path doubtful(String tenant, String sha256) {
        return doubtful(tenant).resolve(sha256);
    }

    /** Empty files that say of a blob that it was collected. */
    Path collectedMarks(String tenant) {
        return tenant(tenant).resolve("collected");
    }

    Path collectedMark(String tenant, String sha256) {
        return collectedMarks(tenant).resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
