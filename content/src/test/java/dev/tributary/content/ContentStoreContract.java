package dev.tributary.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.content.ContentStore.Collected;
import dev.tributary.content.ContentStore.MissingContentException;
import dev.tributary.content.ContentStore.TooLargeException;
import dev.tributary.events.ContentReference;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every content store does. */
public abstract class ContentStoreContract {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    /** An empty store. */
    protected abstract ContentStore store();

    @Test
    void keepsBytesUnderTheirHash() {
        ContentStore store = store();
        ContentReference reference = store.put("tenant", HELLO);
        assertThat(reference).isEqualTo(new ContentReference(HELLO_SHA256, 5));
        assertThat(store.read("tenant", reference)).isEqualTo(HELLO);
        assertThat(store.put("tenant", HELLO)).isEqualTo(reference);
    }

    @Test
    void keepsNothingAtAll() {
        ContentStore store = store();
        assertThat(store.read("tenant", store.put("tenant", new byte[0]))).isEmpty();
    }

    @Test
    void takesAsManyBytesAsAllowedAndNoMore() throws Exception {
        ContentStore store = store();
        assertThat(store.put("tenant", stream(), 5).size()).isEqualTo(5);
        assertThatThrownBy(() -> store.put("other", stream(), 4)).isInstanceOf(TooLargeException.class);
        assertThatThrownBy(() -> store.open("other", new ContentReference(HELLO_SHA256, 5)))
                .isInstanceOf(MissingContentException.class);
    }

    @Test
    void passesOnThatTheStreamCannotBeRead() {
        InputStream broken = new FilterInputStream(stream()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        };
        ContentStore store = store();
        assertThatThrownBy(() -> store.put("tenant", broken, 10))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    @Test
    void keepsTenantsApart() {
        ContentStore store = store();
        ContentReference reference = store.put("one", HELLO);
        store.link("one", "parsed/a", reference);
        assertThatThrownBy(() -> store.read("two", reference)).isInstanceOf(MissingContentException.class);
        assertThat(store.linked("two", "parsed/a")).isEmpty();
        assertThat(store.has("two", reference.sha256())).isFalse();
    }

    @Test
    void aNamePointsAtWhatItWasLastLinkedTo() {
        ContentStore store = store();
        ContentReference first = store.put("tenant", HELLO);
        ContentReference second = store.put("tenant", new byte[] {1});
        assertThat(store.linked("tenant", "parsed/1/x")).isEmpty();
        store.link("tenant", "parsed/1/x", first);
        store.link("tenant", "parsed/1/x", second);
        assertThat(store.linked("tenant", "parsed/1/x")).contains(second);
    }

    @Test
    void aNameThatPointsAtNothingIsNone() {
        ContentStore store = store();
        store.link("tenant", "vectors/x", new ContentReference(HELLO_SHA256, 5));
        assertThat(store.linked("tenant", "vectors/x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/../b", "/a", "a//b", "a\\b", "a/b/", "a\0"})
    void refusesNamesThatCouldLeadAstray(String name) {
        ContentStore store = store();
        assertThatThrownBy(() -> store.linked("tenant", name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.put(name, HELLO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void collectsWhatNobodyRefersTo() {
        ContentStore store = store();
        ContentReference needed = store.put("tenant", HELLO);
        ContentReference text = store.put("tenant", new byte[] {1});
        ContentReference left = store.put("tenant", new byte[] {2});
        ContentReference derived = store.put("tenant", new byte[] {3, 3});
        store.link("tenant", "parsed/1/" + needed.sha256() + "-ab", text);
        store.link("tenant", "vectors/m/" + left.sha256(), derived);
        Collected collected = store.collect((tenant, hash) -> hash.equals(HELLO_SHA256), aMomentLater());
        assertThat(collected).isEqualTo(new Collected(2, 6, 2, 3));
        assertThat(store.read("tenant", needed)).isEqualTo(HELLO);
        assertThat(store.linked("tenant", "parsed/1/" + needed.sha256() + "-ab"))
                .contains(text);
        assertThat(store.linked("tenant", "vectors/m/" + left.sha256())).isEmpty();
        assertThat(store.has("tenant", HELLO_SHA256)).isTrue();
        for (ContentReference gone : List.of(left, derived)) {
            assertThat(store.has("tenant", gone.sha256())).isFalse();
            assertThatThrownBy(() -> store.read("tenant", gone))
                    .isInstanceOfSatisfying(
                            MissingContentException.class,
                            missing -> assertThat(missing.collected()).isTrue());
        }
    }

    @Test
    void collectsNothingThatWasUsedSince() {
        ContentStore store = store();
        ContentReference left = store.put("tenant", HELLO);
        Collected collected =
                store.collect((tenant, hash) -> false, Instant.now().minusSeconds(60));
        assertThat(collected).isEqualTo(new Collected(1, 5, 0, 0));
        assertThat(store.read("tenant", left)).isEqualTo(HELLO);
    }

    @Test
    void whatWasCollectedCanBePutAgain() {
        ContentStore store = store();
        store.put("tenant", HELLO);
        store.collect((tenant, hash) -> false, aMomentLater());
        assertThat(store.read("tenant", store.put("tenant", HELLO))).isEqualTo(HELLO);
    }

    @Test
    void whatWasNeverThereWasNotCollected() {
        ContentStore store = store();
        store.put("tenant", new byte[] {1});
        assertThatThrownBy(() -> store.read("tenant", new ContentReference(HELLO_SHA256, 5)))
                .isInstanceOfSatisfying(
                        MissingContentException.class,
                        missing -> assertThat(missing.collected()).isFalse());
    }

    @Test
    void aPutIsNeverLostToACollectionBesideIt() {
        ContentStore store = store();
        byte[][] contents =
                IntStream.range(0, 40).mapToObj(i -> new byte[] {(byte) i, 7}).toArray(byte[][]::new);
        for (int round = 0; round < 3; round++) {
            for (byte[] content : contents) {
                store.put("tenant", content);
            }
            Instant begin = aMomentLater();
            Set<ContentReference> put = ConcurrentHashMap.newKeySet();
            Thread collecting = Thread.startVirtualThread(() -> store.collect((tenant, hash) -> false, begin));
            for (byte[] content : contents) {
                put.add(store.put("tenant", content));
            }
            Awaitility.await().until(() -> !collecting.isAlive());
            put.forEach(reference -> assertThat(store.read("tenant", reference)).hasSize(2));
        }
    }

    @Test
    void manyWritersOfTheSameBytesAgree() {
        ContentStore store = store();
        Set<ContentReference> references = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 64).parallel().forEach(i -> references.add(store.put("tenant", HELLO)));
        assertThat(references).hasSize(1);
        assertThat(store.read("tenant", references.iterator().next())).isEqualTo(HELLO);
    }

    /** A time after everything that was put until now. */
    private static Instant aMomentLater() {
        Instant now = Instant.now();
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ZERO)
                .until(Instant::now, later -> later.isAfter(now.plusMillis(2)));
    }

    private static InputStream stream() {
        return new ByteArrayInputStream(HELLO);
    }
}
