package dev.tributary.bench.simulation;

import dev.tributary.bench.simulation.Finding.Kind;
import dev.tributary.events.CaptureEvent;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentEvent;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.Event;
import dev.tributary.events.EventCodec;
import dev.tributary.events.Topic;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.Hit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Knows everything that was ever said of a document, and compares with it what the index shows at any time. */
final class Ledger {

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Indexable> indexables = new HashMap<>();
    private final Map<UUID, NavigableMap<Long, CaptureEvent>> said = new HashMap<>();
    private final Map<UUID, Long> seen = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** A source has this text. */
    void hasText(String text) {
        texts.put(SimulatedStore.sha256(text.getBytes(StandardCharsets.UTF_8)), text);
    }

    void found(Kind kind, String what) {
        findings.add(new Finding(kind, what));
    }

    List<Finding> findings() {
        return findings;
    }

    /** Everything that was captured of a document, by version. */
    NavigableMap<Long, CaptureEvent> said(UUID documentId) {
        return said.getOrDefault(documentId, new TreeMap<>());
    }

    /** Looks at each record of the log. */
    void witness(Topic topic, SimulatedLog.Entry entry) {
        Optional<Event> event = EventCodec.decode(entry.type(), entry.value());
        if (topic.express() == Topic.CAPTURED && event.isPresent()) {
            captured((CaptureEvent) event.get());
        } else if (topic == Topic.DEAD) {
            event.ifPresent(dead -> rejected((DocumentEvent) dead));
        } else if (event.isPresent() && event.get() instanceof DocumentRejected rejected) {
            rejected(rejected);
        }
    }

    private void captured(CaptureEvent event) {
        CaptureEvent before =
                said.computeIfAbsent(event.documentId(), id -> new TreeMap<>()).put(event.version(), event);
        if (before != null && !before.equals(event)) {
            found(Kind.STALE, "two changes of " + event.nativeId() + " have the version " + event.version());
        }
    }

    private void rejected(DocumentEvent event) {
        if (poison(event.documentId(), event.version()).isEmpty()) {
            found(Kind.WRONG_REJECTION, "a healthy document was rejected: " + event);
        }
    }

    /** What is wrong with a version; empty for a healthy one and for a removal. */
    Optional<Poison> poison(UUID documentId, long version) {
        return said(documentId).get(version) instanceof DocumentCaptured captured
                ? Poison.of(text(captured))
                : Optional.empty();
    }

    Indexable indexable(DocumentCaptured captured) {
        return indexables.computeIfAbsent(captured.content().sha256(), hash -> Indexable.of(text(captured)));
    }

    private String text(DocumentCaptured captured) {
        return Objects.requireNonNull(texts.get(captured.content().sha256()));
    }

    /** A process is about to write this. */
    void writing(DocumentWrite write) {
        if (write instanceof DocumentWrite.Replace replace
                && said(write.documentId()).get(write.version()) instanceof DocumentCaptured captured) {
            List<float[]> expected = indexable(captured).vectors();
            for (int i = 0; i < Math.min(expected.size(), replace.vectors().size()); i++) {
                if (!Arrays.equals(expected.get(i), replace.vectors().get(i))) {
                    found(Kind.WRONG_VECTOR, "chunk " + i + " of " + describe(write.documentId(), write.version()));
                }
            }
        }
    }

    /** The index has just said this. */
    void committed(Collection<CommitRecord> commits) {
        for (CommitRecord commit : commits) {
            long before = seen.getOrDefault(commit.documentId(), 0L);
            if (commit.version() < before) {
                found(
                        said(commit.documentId()).get(before) instanceof DocumentRemoved
                                ? Kind.RESURRECTED
                                : Kind.STALE,
                        describe(commit.documentId(), before) + " was replaced by " + commit.version());
            }
            seen.merge(commit.documentId(), commit.version(), Math::max);
        }
    }

    /** The index holds this. */
    void stored(StoredDocument document) {
        committed(List.of(document.commit()));
        held(document);
    }

    /** An index holds this, of whatever version. */
    void held(StoredDocument document) {
        CommitRecord commit = document.commit();
        String name = describe(commit.documentId(), commit.version());
        CaptureEvent event = said(commit.documentId()).get(commit.version());
        switch (event) {
            case DocumentCaptured captured -> {
                if (commit.removed()) {
                    found(Kind.LOST, name + " is removed");
                    return;
                }
                Indexable expected = indexable(captured);
                if (!expected.textHash().equals(commit.textHash())
                        || !expected.chunks().equals(document.chunks())) {
                    found(
                            document.chunks().size() > expected.chunks().size() ? Kind.DUPLICATED : Kind.MIXED_VERSIONS,
                            name + " shows " + document.chunks() + " instead of " + expected.chunks());
                }
                if (!Objects.equals(captured.document().acl(), commit.acl())) {
                    found(Kind.WRONG_ACL, name + " may be read by " + commit.acl());
                }
            }
            case DocumentRemoved removed -> {
                if (!commit.removed() || !document.chunks().isEmpty()) {
                    found(Kind.RESURRECTED, name + " shows " + document.chunks());
                }
            }
            case null -> found(Kind.STALE, name + " was never said");
        }
    }

    /** A search found these passages; all of one document must be of one version of it. */
    void hits(List<Hit> hits) {
        Map<UUID, Long> versions = new HashMap<>();
        for (Hit hit : hits) {
            UUID id = hit.facts().document().documentId();
            long version = hit.facts().document().version();
            Long other = versions.putIfAbsent(id, version);
            boolean known = said(id).get(version) instanceof DocumentCaptured captured
                    && indexable(captured).chunks().contains(hit.chunk())
                    && Objects.equals(
                            captured.document().acl(), hit.facts().document().acl());
            if (!known || (other != null && other != version)) {
                found(Kind.MIXED_VERSIONS, "a search found " + hit + " of " + describe(id, version));
            }
            if (version < seen.getOrDefault(id, 0L)) {
                found(Kind.STALE, "a search found the old " + describe(id, version));
            }
        }
    }

    private String describe(UUID documentId, long version) {
        NavigableMap<Long, CaptureEvent> all = said(documentId);
        String name = all.isEmpty()
                ? documentId.toString()
                : all.firstEntry().getValue().nativeId();
        return "version " + version + " (change " + (all.headMap(version).size() + 1) + " of " + all.size() + ") of "
                + name;
    }
}
