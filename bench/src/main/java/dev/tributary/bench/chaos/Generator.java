package dev.tributary.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes changes that depend on the seed alone: new documents, edits, renames, deletions, rights, and documents that come back. */
final class Generator {

    /** None of them is an ancestor of another in what it opens. */
    private static final List<Set<String>> RIGHTS =
            List.of(Set.of("everyone"), Set.of("user:ann"), Set.of("group:staff"), Set.of("user:bob", "group:board"));

    private static final Set<String> EVERYONE = Set.of("everyone");

    private final String prefix;
    private final boolean withRights;
    private final Random random;
    private final TreeMap<String, Change.Put> live = new TreeMap<>();
    private final List<String> removed = new ArrayList<>();
    private int names;
    private int edits;

    /**
     * @param prefix a letter of which all names are made
     * @param withRights whether documents have readers of their own
     */
    Generator(String prefix, boolean withRights, long seed) {
        this.prefix = prefix;
        this.withRights = withRights;
        this.random = new Random(seed);
    }

    /** A document that there never was. */
    Change.Put fresh() {
        return put(newId(), null);
    }

    Change next() {
        int kind = random.nextInt(100);
        if (live.size() < 5 || kind < 30) {
            return fresh();
        }
        Change.Put before = any();
        if (kind < 60) {
            return edit(before);
        }
        if (kind < 72) {
            return withRights ? reassign(before) : edit(before);
        }
        if (kind < 82) {
            return rename(before);
        }
        if (kind < 90 && !removed.isEmpty()) {
            return put(removed.remove(random.nextInt(removed.size())), null);
        }
        live.remove(before.id());
        removed.add(before.id());
        return new Change.Remove(before.id());
    }

    private Change.Put any() {
        return List.copyOf(live.values()).get(random.nextInt(live.size()));
    }

    private String newId() {
        return "notes/" + prefix + ++names + ".md";
    }

    private Change.Put put(String id, @Nullable Text text) {
        Text content = text == null ? Text.random(name(id), ++edits, random) : text;
        return keep(new Change.Put(id, content, rights()));
    }

    private Change.Put edit(Change.Put before) {
        return keep(new Change.Put(
                before.id(), before.text().edited(name(before.id()), ++edits, random), before.readers()));
    }

    private Change.Put reassign(Change.Put before) {
        return keep(new Change.Put(before.id(), before.text(), rights()));
    }

    private Change rename(Change.Put before) {
        live.remove(before.id());
        removed.add(before.id());
        return new Change.Rename(before.id(), keep(new Change.Put(newId(), before.text(), before.readers())));
    }

    private Change.Put keep(Change.Put put) {
        live.put(put.id(), put);
        return put;
    }

    /** Null for a document that says nothing of rights. */
    private @Nullable Set<String> rights() {
        if (!withRights) {
            return EVERYONE;
        }
        int which = random.nextInt(RIGHTS.size() + 1);
        return which == RIGHTS.size() ? null : RIGHTS.get(which);
    }

    private static String name(String id) {
        return id.substring(id.indexOf('/') + 1, id.indexOf('.'));
    }
}
