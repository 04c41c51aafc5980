package dev.tributary.ingest.catalog;

import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentVersion;
import java.util.Objects;

/** Compares what sources say of documents. */
public final class Facts {

    private Facts() {}

    /** Whether both say the same of bytes, title, rights and all else that reaches the index; times do not count. */
    public static boolean same(DocumentCaptured one, DocumentCaptured other) {
        return one.content().equals(other.content())
                && Objects.equals(one.mediaType(), other.mediaType())
                && Objects.equals(one.fileName(), other.fileName())
                && same(one.document(), other.document());
    }

    private static boolean same(DocumentVersion one, DocumentVersion other) {
        return one.uri().equals(other.uri())
                && Objects.equals(one.title(), other.title())
                && Objects.equals(one.acl(), other.acl())
                && one.metadata().equals(other.metadata());
    }
}
