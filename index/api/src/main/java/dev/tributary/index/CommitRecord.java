package dev.tributary.index;

import dev.tributary.events.Acl;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the index says of a document: the one record that decides which chunks are visible, and to whom.
 *
 * @param version the last one applied
 * @param removed whether that version is a removal
 * @param acl as in {@link dev.tributary.events.DocumentVersion#acl()}
 * @param textHash of the text that the visible chunks were cut from; null if removed
 * @param chunks how many chunks are visible
 */
public record CommitRecord(
        UUID documentId,
        String tenant,
        long version,
        boolean removed,
        @Nullable Acl acl,
        @Nullable String textHash,
        int chunks) {}
