package dev.tributary.bench.simulation;

import dev.tributary.bench.simulation.IngestProcess.Change;
import dev.tributary.events.Acl;
import dev.tributary.events.DocumentKey;
import dev.tributary.ingest.capture.Captured;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** People at work on their documents, who remember what they were told was taken. */
final class Sources {

    static final String TENANT = "acme";

    private static final int DOCUMENTS = 8;
    private static final List<String> WORDS = List.of(
            "river", "delta", "spring", "bank", "flood", "gauge", "weir", "ferry", "harbour", "tide", "lock", "bridge");
    private static final List<Acl> RIGHTS =
            List.of(Acl.everyone(), new Acl(Set.of("group:crew")), new Acl(Set.of("user:ann", "group:crew")));

    private final IngestProcess ingest;
    private final Ledger ledger;
    private final Chance chance;
    private final List<Document> documents;
    private int edits;
    private boolean busy;

    /**
     * A document at its source.
     *
     * @param text null if it is not there
     */
    record State(
            @Nullable String text, String title, @Nullable Acl acl) {}

    /** A document, as its author wants it and as was acknowledged. */
    static final class Document {
        private final DocumentKey key;
        private State wanted = new State(null, "", null);
        private State acknowledged = wanted;
        private boolean unsure;

        Document(DocumentKey key) {
            this.key = key;
        }

        DocumentKey key() {
            return key;
        }

        /** What must be found in the end. */
        State acknowledged() {
            return acknowledged;
        }
    }

    Sources(IngestProcess ingest, Ledger ledger, Chance chance) {
        this.ingest = ingest;
        this.ledger = ledger;
        this.chance = chance;
        this.documents = IntStream.range(0, DOCUMENTS)
                .mapToObj(i -> new Document(new DocumentKey(TENANT, "source-" + i % 2, "document-" + i)))
                .toList();
    }

    List<Document> documents() {
        return documents;
    }

    /** Somebody changes a few documents, or repeats what was not acknowledged. */
    void act() {
        List<Document> touched = new ArrayList<>();
        for (int i = chance.below(4); i >= 0; i--) {
            Document document = chance.pick(documents);
            document.wanted = document.unsure ? afterRefusal(document) : change(document);
            touched.add(document);
            if (chance.oneIn(20)) {
                touched.add(moved(document));
            }
        }
        push(touched);
    }

    /** Everybody repeats what was not acknowledged. */
    void insist() {
        push(documents.stream().filter(document -> document.unsure).toList());
    }

    /** Whether everything was acknowledged. */
    boolean content() {
        return documents.stream().noneMatch(document -> document.unsure);
    }

    private void push(List<Document> touched) {
        if (busy) {
            return;
        }
        busy = true;
        List<Change> changes = touched.stream()
                .map(document -> new Change(
                        document.key, document.wanted.text(), document.wanted.title(), document.wanted.acl()))
                .toList();
        List<State> states = touched.stream().map(document -> document.wanted).toList();
        List<Optional<Captured>> answers = ingest.capture(changes);
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).unsure = answers.get(i).isEmpty();
            if (answers.get(i).isPresent()) {
                touched.get(i).acknowledged = states.get(i);
            }
        }
        busy = false;
    }

    /** One insists, one thinks better of it, one goes on to something else. */
    private State afterRefusal(Document document) {
        return switch (chance.below(3)) {
            case 0 -> document.wanted;
            case 1 -> document.acknowledged;
            default -> change(document);
        };
    }

    /** Its text goes on under another name. */
    private Document moved(Document document) {
        Document target = chance.pick(documents);
        target.wanted = document.wanted;
        return target;
    }

    private State change(Document document) {
        State now = document.wanted;
        if (now.text() == null) {
            return new State(text(List.of(), chance.oneIn(10)), title(), chance.pick(RIGHTS));
        }
        return switch (chance.below(12)) {
            case 0, 1 -> new State(null, "", null);
            case 2 -> new State(now.text(), title(), now.acl());
            case 3, 4 -> new State(now.text(), now.title(), chance.oneIn(4) ? null : chance.pick(RIGHTS));
            case 5 -> now;
            case 6 -> new State(chance.pick(documents).wanted.text(), now.title(), now.acl());
            case 7 -> new State(text(List.of(), true), now.title(), now.acl());
            default -> new State(text(paragraphs(now.text()), false), now.title(), now.acl());
        };
    }

    private String title() {
        return chance.pick(WORDS) + " " + edits++;
    }

    private static List<String> paragraphs(String text) {
        List<String> all = List.of(text.split("\n\n"));
        return all.subList(1, all.size());
    }

    /** Paragraphs of before, of which one is new, or one more. */
    private String text(List<String> before, boolean bad) {
        List<String> paragraphs = new ArrayList<>(before);
        paragraphs.removeIf(paragraph -> Poison.of(paragraph).isPresent());
        if (paragraphs.size() > 1 && chance.oneIn(2)) {
            paragraphs.set(chance.below(paragraphs.size()), paragraph());
        } else if (paragraphs.size() > 3) {
            paragraphs.remove(chance.below(paragraphs.size()));
        } else {
            paragraphs.add(chance.below(paragraphs.size() + 1), paragraph());
        }
        if (bad) {
            paragraphs.add(chance.pick(List.of(Poison.values())).mark() + " " + edits++);
        }
        String text = "# " + WORDS.get(chance.below(3)) + "\n\n" + String.join("\n\n", paragraphs);
        ledger.hasText(text);
        return text;
    }

    private String paragraph() {
        List<String> words = new ArrayList<>();
        for (int i = 4 + chance.below(12); i > 0; i--) {
            words.add(chance.pick(WORDS));
        }
        words.set(chance.below(words.size()), "edit" + edits++);
        return String.join(" ", words) + ".";
    }
}
