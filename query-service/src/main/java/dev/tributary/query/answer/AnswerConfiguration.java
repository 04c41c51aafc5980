package dev.tributary.query.answer;

import dev.tributary.index.Embedder;
import dev.tributary.query.search.QueryMetrics;
import dev.tributary.query.search.Searching;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChatProperties.class)
class AnswerConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerConfiguration.class);

    @Bean
    AnswerGenerator answerGenerator(ChatProperties chat, Embedder embedder) {
        if (chat.baseUrl() == null || chat.model() == null) {
            LOG.info("No chat model is configured: answers are the best sentences of the passages");
            return new ExtractiveGenerator(embedder, Relevance.MEASURED);
        }
        LOG.info("Answers are written by {} at {}", chat.model(), chat.baseUrl().getHost());
        return new ModelGenerator(new OpenAiLanguageModel(chat.baseUrl(), chat.model(), chat));
    }

    @Bean
    GeneratorName generatorName(AnswerGenerator generator) {
        return new GeneratorName(generator.name());
    }

    @Bean
    Answering answering(Searching searching, AnswerGenerator generator, ChatProperties chat, QueryMetrics metrics) {
        return new Answering(searching, generator, chat.contextTokens(), metrics);
    }
}
