package dev.tributary.query.limit;

import dev.tributary.platform.kafka.KafkaConnectionProperties;
import dev.tributary.platform.web.ProblemWriter;
import dev.tributary.query.recording.AnswerRecorder;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
class LimitConfiguration {

    /** After Spring Security's filter (order -100), which knows the caller, and before anything that costs. */
    private static final int AFTER_SECURITY = -10;

    @Bean
    Limits limits(LimitProperties properties) {
        return new Limits(properties, Clock.systemUTC());
    }

    @Bean
    SpendingFollower spendingFollower(
            Limits limits, AnswerRecorder recorder, KafkaConnectionProperties kafka, LimitProperties properties) {
        return new SpendingFollower(limits, recorder.process(), kafka, properties);
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> rateLimitFilter(Limits limits, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new RateLimitFilter(limits, problems));
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }
}
