package dev.tributary.query.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01958a3e-0000-7000-8000-0000000000a1",
                "01958A3E-0000-7000-8000-0000000000A1",
                "01958a3e0000700080000000000000a1",
                "chatcmpl-01958a3e0000700080000000000000a1",
                "resp_01958a3e0000700080000000000000a1"
            })
    void everyFormThatAClientMayKnowIsUnderstood(String id) {
        assertThat(AnswerId.parse(id)).contains(UUID.fromString("01958a3e-0000-7000-8000-0000000000a1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "../..", "01958a3e-0000-4000-8000-0000000000a1", "msg_01958a3e0000700080000000000000a1x"
            })
    void whatNoAnswerIsCalledIsNone(String id) {
        assertThat(AnswerId.parse(id)).isEmpty();
    }

    @Test
    void anIdCarriesTheMomentOfAsking() {
        assertThat(Duration.between(AnswerId.time(AnswerId.next()), Instant.now()))
                .isLessThan(Duration.ofSeconds(5));
    }
}
