package dev.tributary.query.answer;

import dev.tributary.index.starter.LiveIndex;
import dev.tributary.query.limit.Limits;
import dev.tributary.query.model.ChatProperties;
import dev.tributary.query.model.ModelMetrics;
import dev.tributary.query.model.ModelRegistry;
import dev.tributary.query.recording.AnswerRecorder;
import dev.tributary.query.search.QueryMetrics;
import dev.tributary.query.search.Searching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

    @Bean
    RecordedPrompts recordedPrompts(LiveIndex live) {
        return new RecordedPrompts(live);
    }

    @Bean
    Answering answering(
            Searching searching,
            ModelRegistry models,
            ModelMetrics modelMetrics,
            LiveIndex live,
            ChatProperties chat,
            QueryMetrics metrics,
            Limits limits,
            AnswerRecorder recorder) {
        ExtractiveGenerator extractive = new ExtractiveGenerator(live, Relevance.MEASURED);
        return new Answering(
                searching,
                new Generators(models, extractive, modelMetrics, limits),
                chat.contextTokens(),
                metrics,
                new AnswerRecords(recorder));
    }
}
