package dev.tributary.platform.stage;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What the stages of one process share. */
@AutoConfiguration
final class StageAutoConfiguration {

    @Bean
    static StageStates stageStates() {
        return new StageStates(Clock.systemUTC());
    }
}
