package dev.tributary.query.openai;

import dev.tributary.platform.security.EndpointRule;
import dev.tributary.platform.security.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Whoever may read may ask in OpenAI's way. */
@Configuration(proxyBeanMethods = false)
class OpenAiConfiguration {

    @Bean
    EndpointRule readersChat() {
        return forReaders(HttpMethod.POST, "/v1/chat/completions");
    }

    @Bean
    EndpointRule readersGetResponses() {
        return forReaders(HttpMethod.POST, "/v1/responses");
    }

    @Bean
    EndpointRule readersEmbed() {
        return forReaders(HttpMethod.POST, "/v1/embeddings");
    }

    @Bean
    EndpointRule readersSeeModels() {
        return forReaders(HttpMethod.GET, "/v1/models/**");
    }

    @Bean
    EndpointRule readersSearchVectorStores() {
        return forReaders(HttpMethod.POST, "/v1/vector_stores/*/search");
    }

    private static EndpointRule forReaders(HttpMethod method, String pattern) {
        return new EndpointRule(Role.READER, method, pattern);
    }
}
