package dev.tributary.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ChatPropertiesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @EnableConfigurationProperties(ChatProperties.class)
    static class Properties {}

    @Test
    void withoutSettingsThereIsNoModel() {
        runner.run(context -> assertThat(context.getBean(ChatProperties.class))
                .isEqualTo(new ChatProperties(
                        null, null, null, Duration.ofSeconds(60), 0, 1024, 6000, BigDecimal.ZERO, BigDecimal.ZERO)));
    }

    @Test
    void everythingCanBeSet() {
        runner.withPropertyValues(
                        "tributary.chat.base-url=http://localhost:11434/v1",
                        "tributary.chat.api-key=k",
                        "tributary.chat.model=m",
                        "tributary.chat.timeout=5s",
                        "tributary.chat.temperature=0.5",
                        "tributary.chat.max-tokens=10",
                        "tributary.chat.context-tokens=300",
                        "tributary.chat.input-price=0.15",
                        "tributary.chat.output-price=0.6")
                .run(context -> assertThat(context.getBean(ChatProperties.class))
                        .isEqualTo(new ChatProperties(
                                URI.create("http://localhost:11434/v1"),
                                "k",
                                "m",
                                Duration.ofSeconds(5),
                                0.5,
                                10,
                                300,
                                new BigDecimal("0.15"),
                                new BigDecimal("0.6"))));
    }

    @ParameterizedTest
    @CsvSource({
        "tributary.chat.model=m, set together",
        "tributary.chat.base-url=http://localhost/v1, set together",
        "tributary.chat.timeout=0s, must be positive",
        "tributary.chat.temperature=3, temperature",
        "tributary.chat.max-tokens=0, maxTokens",
        "tributary.chat.context-tokens=1, contextTokens",
        "tributary.chat.input-price=-1, inputPrice",
    })
    void aWrongValueStopsTheStartAndSaysWhy(String property, String reason) {
        runner.withPropertyValues(property)
                .run(context ->
                        assertThat(context.getStartupFailure()).isNotNull().hasStackTraceContaining(reason));
    }

    @Test
    void theKeyIsInNoLog() {
        assertThat(new ChatProperties(
                        URI.create("http://x/v1"),
                        "secret",
                        "m",
                        Duration.ofSeconds(1),
                        0,
                        1,
                        300,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO))
                .asString()
                .doesNotContain("secret");
    }
}
