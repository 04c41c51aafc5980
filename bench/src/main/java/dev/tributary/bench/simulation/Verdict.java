package dev.tributary.bench.simulation;

import dev.tributary.bench.simulation.Finding.Kind;
import dev.tributary.events.CaptureEvent;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.index.ChunkIndex.StoredDocument;
import dev.tributary.ingest.catalog.Catalog;
import dev.tributary.ingest.catalog.CatalogDocument;
import dev.tributary.ingest.catalog.DocumentState;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares what is there in the end with what was acknowledged. */
final class Verdict {

    private final Ledger ledger;
    private final String index;
    private final Map<UUID, StoredDocument> stored;

    /** @param index what holds this, in words */
    Verdict(Ledger ledger, String index, Map<UUID, StoredDocument> stored) {
        this.ledger = ledger;
        this.index = index;
        this.stored = stored;
    }

    void onIndex(Sources.Document document) {
        UUID id = document.key().documentId();
        NavigableMap<Long, CaptureEvent> said = ledger.said(id);
        String name = document.key().nativeId();
        if (said.isEmpty()) {
            if (document.acknowledged().text() != null) {
                ledger.found(Kind.LOST, name + " was acknowledged and never said");
            }
            return;
        }
        CaptureEvent newest = said.lastEntry().getValue();
        if (!isWhatWasAcknowledged(newest, document.acknowledged())) {
            ledger.found(
                    newest instanceof DocumentRemoved ? Kind.LOST : Kind.STALE,
                    "of " + name + ", " + document.acknowledged() + " was acknowledged, and the last thing said is "
                            + newest);
        }
        StoredDocument shown = stored.get(id);
        Optional<Poison> poison = ledger.poison(id, newest.version());
        if (poison.isPresent()) {
            showsALegitimateVersion(name, said, newest.version(), shown);
        } else {
            showsTheNewest(name, newest, shown);
        }
    }

    void onCatalog(Sources.Document document, Catalog catalog, String which) {
        NavigableMap<Long, CaptureEvent> said = ledger.said(document.key().documentId());
        if (!said.isEmpty()) {
            CaptureEvent newest = said.lastEntry().getValue();
            isIn(catalog, which, newest, ledger.poison(newest.documentId(), newest.version()));
        }
    }

    private static boolean isWhatWasAcknowledged(CaptureEvent newest, Sources.State acknowledged) {
        String text = acknowledged.text();
        return switch (newest) {
            case DocumentRemoved removed -> text == null;
            case DocumentCaptured captured ->
                text != null
                        && captured.content()
                                .sha256()
                                .equals(SimulatedStore.sha256(text.getBytes(StandardCharsets.UTF_8)))
                        && Objects.equals(captured.document().acl(), acknowledged.acl())
                        && Objects.equals(captured.document().title(), acknowledged.title());
        };
    }

    private void showsTheNewest(String name, CaptureEvent newest, @Nullable StoredDocument shown) {
        boolean removal = newest instanceof DocumentRemoved;
        if (shown == null) {
            if (!removal) {
                ledger.found(Kind.LOST, name + " is not in " + index);
            }
        } else if (shown.commit().version() != newest.version()) {
            ledger.found(
                    removal && !shown.commit().removed() ? Kind.RESURRECTED : Kind.STALE,
                    name + " is in " + index + " as of " + shown.commit().version() + ", but was changed in "
                            + newest.version());
        }
    }

    /** A version that was good, and not removed since. */
    private void showsALegitimateVersion(
            String name, NavigableMap<Long, CaptureEvent> said, long newest, @Nullable StoredDocument shown) {
        if (shown == null || shown.commit().removed()) {
            return;
        }
        long version = shown.commit().version();
        boolean removedSince = said.subMap(version, false, newest, false).values().stream()
                .anyMatch(DocumentRemoved.class::isInstance);
        if (removedSince) {
            ledger.found(Kind.RESURRECTED, index + " shows version " + version + " of " + name + ", which was removed");
        }
    }

    private void isIn(Catalog catalog, String which, CaptureEvent newest, Optional<Poison> poison) {
        Optional<CatalogDocument> entry = catalog.find(newest.documentId());
        DocumentState expected = newest instanceof DocumentRemoved
                ? DocumentState.REMOVED
                : poison.isPresent() ? DocumentState.REJECTED : DocumentState.INDEXED;
        String name = newest.nativeId();
        if (entry.isEmpty()) {
            ledger.found(Kind.WRONG_CATALOG, which + " does not know " + name);
            return;
        }
        CatalogDocument known = entry.get();
        if (known.version() != newest.version() || known.state() != expected || known.waitsFor() != null) {
            ledger.found(
                    Kind.WRONG_CATALOG,
                    which + " holds " + name + " for " + known.state() + " in " + known.version() + ", waiting for "
                            + known.waitsFor() + "; it is " + expected + " in " + newest.version());
        }
        poison.ifPresent(expectedPoison -> {
            boolean told = known.rejected()
                    .filter(rejected -> rejected.version() == newest.version()
                            && rejected.stage() == expectedPoison.stage()
                            && rejected.reason() == expectedPoison.reason())
                    .isPresent();
            if (!told) {
                ledger.found(Kind.WRONG_REJECTION, which + " says of " + name + ": " + known.rejected());
            }
        });
    }
}
