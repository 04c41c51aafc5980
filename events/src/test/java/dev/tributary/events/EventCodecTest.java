package dev.tributary.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final String REMOVED = "dev.tributary.document.removed.v1";

    @Test
    void anUnknownTypeIsNoError() {
        assertThat(EventCodec.decode("dev.tributary.document.painted.v1", bytes("{}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[]", "{}", "{\"version\":\"one\"}", "{} {}"})
    void aMalformedEventIsSaidToBeOne(String json) {
        assertThatThrownBy(() -> EventCodec.decode(REMOVED, bytes(json))).isInstanceOf(MalformedEventException.class);
    }

    @Test
    void aRecordWithoutATypeIsMalformed() {
        assertThatThrownBy(() -> EventCodec.decode(null, bytes("{}")))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(EventCodec.TYPE_HEADER);
    }

    @Test
    void documentIdsAreAConstantOfTheContract() {
        assertThat(new DocumentKey("default", "handbook", "travel/policy.md").documentId())
                .hasToString("f9448484-1962-53ed-9a79-aa7431b68f3c");
        assertThat(new DocumentKey("a", "b", "c/d").documentId())
                .isNotEqualTo(new DocumentKey("a", "b/c", "d").documentId());
    }

    @Test
    void rightsFailClosed() {
        Access reader = new Access("default", Set.of("user:ada", "group:staff"), false);
        assertThat(reader.mayRead("default", null)).isFalse();
        assertThat(reader.mayRead("default", new Acl(Set.of()))).isFalse();
        assertThat(reader.mayRead("default", new Acl(Set.of("group:board")))).isFalse();
        assertThat(reader.mayRead("default", new Acl(Set.of("group:staff")))).isTrue();
        assertThat(reader.mayRead("default", Acl.everyone())).isTrue();
        assertThat(reader.mayRead("other", Acl.everyone())).isFalse();
        assertThat(Access.admin("default").mayRead("default", null)).isTrue();
        assertThat(Access.admin("default").mayRead("other", Acl.everyone())).isFalse();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
