package dev.tributary.bench.simulation;

import dev.tributary.content.ParsedText;
import dev.tributary.events.Acl;
import dev.tributary.events.ContentReference;
import dev.tributary.events.DocumentKey;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.ParseEvent;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.index.CommitRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happened to a document, in the order in which it happened at its source. */
final class History {

    private final DocumentKey key = new DocumentKey("acme", "handbook", "ferry");
    private final SimulatedStore.Shared content = new SimulatedStore.Shared();
    private final List<ParseEvent> events = new ArrayList<>();
    private final List<StoredDocument> states = new ArrayList<>();

    private final String name;

    private History(String name) {
        this.name = name;
    }

    static History editedAndRemoved() {
        History history = new History("edited and removed");
        history.captured("# river\n\nThe ferry leaves at nine.\n\nThe bridge is closed.", Acl.everyone());
        history.captured("# river\n\nThe ferry leaves at ten.\n\nThe bridge is closed.", Acl.everyone());
        history.removed();
        return history;
    }

    static History removedAndBroughtBackForFewer() {
        History history = new History("removed and brought back for fewer");
        String text = "# river\n\nThe ferry leaves at nine.\n\nThe bridge is closed.";
        history.captured(text, Acl.everyone());
        history.removed();
        history.captured(text, new Acl(Set.of("group:crew")));
        return history;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Where the texts are. */
    SimulatedStore.Shared content() {
        return content;
    }

    ParseEvent event(int version) {
        return events.get(version);
    }

    /** What the index must hold once this version is the newest that it has heard of. */
    StoredDocument state(int version) {
        return states.get(version);
    }

    private void captured(String text, Acl acl) {
        Chance calm = new Chance(0);
        calm.calm();
        SimulatedStore store = new SimulatedStore(content, new Perils(calm, () -> {}));
        ParsedText parsed = SimulatedParser.parsed(text);
        ContentReference bytes = store.put(key.tenant(), text.getBytes(StandardCharsets.UTF_8));
        ContentReference json = store.put(key.tenant(), parsed.toJson());
        long version = events.size() + 1L;
        DocumentVersion document = new DocumentVersion(
                key.documentId(),
                key.tenant(),
                key.source(),
                key.nativeId(),
                version,
                "push",
                "sim:ferry",
                "Ferry",
                acl,
                Map.of(),
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        events.add(new DocumentParsed(
                document, bytes, json, parsed.mediaType(), parsed.language(), null, Instant.EPOCH, 0, List.of()));
        Indexable expected = Indexable.of(text);
        CommitRecord commit = new CommitRecord(
                key.documentId(),
                key.tenant(),
                version,
                false,
                acl,
                expected.textHash(),
                expected.chunks().size());
        states.add(new StoredDocument(commit, expected.chunks()));
    }

    private void removed() {
        long version = events.size() + 1L;
        events.add(new DocumentRemoved(
                key.documentId(),
                key.tenant(),
                key.source(),
                key.nativeId(),
                version,
                "push",
                Instant.EPOCH,
                Instant.EPOCH));
        states.add(new StoredDocument(
                new CommitRecord(key.documentId(), key.tenant(), version, true, null, null, 0), List.of()));
    }
}
