package dev.tributary.query.feedback;

import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.security.EndpointRule;
import dev.tributary.platform.security.Role;
import dev.tributary.query.answer.RecordedPrompts;
import dev.tributary.query.recording.AnswerLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    @Bean
    GivingFeedback givingFeedback(AnswerLog log, RecordedPrompts prompts, EventPublisher publisher) {
        return new GivingFeedback(log, prompts, publisher);
    }

    @Bean
    ExportingFeedback exportingFeedback(AnswerLog log, RecordedPrompts prompts) {
        return new ExportingFeedback(log, prompts);
    }

    @Bean
    EndpointRule readersSeeTheirAnswers() {
        return new EndpointRule(Role.READER, HttpMethod.GET, "/v1/answers/*");
    }

    @Bean
    EndpointRule readersRateTheirAnswers() {
        return new EndpointRule(Role.READER, HttpMethod.POST, "/v1/answers/*/feedback");
    }
}
