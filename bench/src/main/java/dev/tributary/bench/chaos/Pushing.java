package dev.tributary.bench.chaos;

import dev.tributary.events.DocumentKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;

/** Pushes changes as a careful client does: each one again until it is accepted, and only then the next of its document. */
final class Pushing {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Client client;
    private final Ledger ledger;
    private final ConcurrentSkipListSet<Instant> accepted = new ConcurrentSkipListSet<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();

    Pushing(Client client, Ledger ledger) {
        this.client = client;
        this.ledger = ledger;
    }

    void push(Change change) throws InterruptedException {
        switch (change) {
            case Change.Put put -> ledger.put(key(put.id()), untilAccepted(() -> client.put(put)), put);
            case Change.Remove remove ->
                ledger.removed(key(remove.id()), untilAccepted(() -> client.remove(remove.id())));
            case Change.Rename rename -> {
                push(new Change.Remove(rename.from()));
                push(rename.to());
            }
        }
    }

    /** Returns when pushes are accepted. */
    void untilOneIsAccepted() throws InterruptedException {
        untilAccepted(() -> client.remove("never/there.md"));
    }

    /** When a push was first accepted after the moment. */
    Optional<Instant> firstAcceptedAfter(Instant moment) {
        return Optional.ofNullable(accepted.higher(moment));
    }

    int acceptedPushes() {
        return accepted.size();
    }

    /** What was answered instead of 202, and how often. */
    Map<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    /** One request. */
    private interface Call {
        Client.Answer send() throws IOException, InterruptedException;
    }

    private long untilAccepted(Call call) throws InterruptedException {
        while (true) {
            try {
                Client.Answer answer = call.send();
                if (answer.accepted()) {
                    accepted.add(Instant.now());
                    return answer.version();
                }
                refused(answer.status() + (answer.retryAfter().isPresent() ? " with Retry-After" : ""));
                if (answer.status() < 500) {
                    throw new IllegalStateException("A push got " + answer);
                }
            } catch (IOException down) {
                refused("no answer");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private void refused(String how) {
        refusals.merge(how, 1, Integer::sum);
    }

    static DocumentKey key(String id) {
        return new DocumentKey(Installation.TENANT, Installation.PUSH_SOURCE, id);
    }
}
