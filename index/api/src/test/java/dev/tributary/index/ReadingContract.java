package dev.tributary.index;

import static dev.tributary.index.Fixtures.reader;
import static dev.tributary.index.Fixtures.readers;
import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.Access;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A document is read whole, in order, by those who may read it. */
interface ReadingContract extends IndexContract {

    @Test
    default void aDocumentIsReadInItsOrder() {
        String[] texts = IntStream.range(0, 700).mapToObj(i -> "part " + i).toArray(String[]::new);
        Sample sample = sample("long", texts);
        given(sample, sample("other", "nothing"));

        IndexedDocument document = read(reader(), sample).orElseThrow();

        assertThat(document.facts()).isEqualTo(sample.facts());
        assertThat(document.chunks()).isEqualTo(sample.chunks());
    }

    @Test
    default void aDocumentIsReadByNobodyWhoMayNot() {
        Sample anns = sample("ann", "secret").acl(readers("user:ann"));
        Sample unknown = sample("unknown", "secret").acl(null);
        given(anns, unknown);

        assertThat(read(reader("user:ann"), anns)).isPresent();
        assertThat(read(reader("user:bob"), anns)).isEmpty();
        assertThat(read(reader(), anns)).isEmpty();
        assertThat(read(reader("user:ann"), unknown)).isEmpty();
        assertThat(read(Access.admin("acme"), unknown)).isPresent();
        assertThat(read(Access.admin("globex"), anns)).isEmpty();
    }

    @Test
    default void aChangedRightHoldsForReadingToo() {
        Sample sample = sample("a", "secret", "more").acl(readers("user:ann"));
        given(sample);

        write(sample.version(2).acl(readers("user:bob")).updateFacts());

        eventually(() -> assertThat(read(reader("user:bob"), sample))
                .hasValueSatisfying(document -> assertThat(document.chunks()).isEqualTo(sample.chunks())));
        assertThat(read(reader("user:ann"), sample)).isEmpty();
    }

    @Test
    default void whatIsNotThereIsNotRead() {
        Sample removed = sample("removed", "secret");
        Sample empty = sample("empty");
        given(removed, empty);
        write(removed.version(2).remove());

        eventually(() -> assertThat(read(reader(), removed)).isEmpty());
        assertThat(index().read(reader(), new UUID(1, 2))).isEmpty();
        eventually(() -> assertThat(read(reader(), empty))
                .hasValueSatisfying(document -> assertThat(document.chunks()).isEmpty()));
    }

    @Test
    default void aReaderNeverSeesTwoVersionsAtOnce() throws Exception {
        given(version(1));
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> writing = threads.submit(() -> {
                for (int number = 2; number <= 30; number++) {
                    write(version(number).replace());
                }
            });
            do {
                IndexedDocument document = read(reader(), version(1)).orElseThrow();
                long number = document.facts().document().version();
                assertThat(document.chunks()).isEqualTo(version((int) number).chunks());
            } while (!writing.isDone());
            writing.get();
        }
    }

    private static Sample version(int number) {
        String[] texts = IntStream.rangeClosed(0, number % 5)
                .mapToObj(i -> "version " + number + " part " + i)
                .toArray(String[]::new);
        return sample("changing", texts).version(number);
    }

    private Optional<IndexedDocument> read(Access access, Sample sample) {
        return index().read(access, sample.documentId());
    }
}
