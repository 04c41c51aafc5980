package dev.tributary.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.content.ContentStore.MissingContentException;
import dev.tributary.content.ContentStore.TooLargeException;
import dev.tributary.events.ContentReference;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
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
    void manyWritersOfTheSameBytesAgree() {
        ContentStore store = store();
        Set<ContentReference> references = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 64).parallel().forEach(i -> references.add(store.put("tenant", HELLO)));
        assertThat(references).hasSize(1);
        assertThat(store.read("tenant", references.iterator().next())).isEqualTo(HELLO);
    }

    private static InputStream stream() {
        return new ByteArrayInputStream(HELLO);
    }
}
