package dev.tributary.platform.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Strict JSON, limits and problems for every servlet application. */
@AutoConfiguration(after = JacksonAutoConfiguration.class, before = ErrorMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(WebProperties.class)
@Import({ProblemAdvice.class, ProblemErrorController.class})
public final class WebAutoConfiguration {

    /** After Spring Security's filter (order -100): a caller without a key learns nothing about limits. */
    private static final int AFTER_SECURITY = 0;

    /** Strict for requests to our own API only: events and answers of other services must tolerate what is new. */
    @Bean
    ServerHttpMessageConvertersCustomizer strictJson(JsonMapper json) {
        JsonMapper strict = json.rebuild()
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                .build();
        return builder -> builder.withJsonConverter(new JacksonJsonHttpMessageConverter(strict));
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json, ObjectProvider<ErrorShape> shapes) {
        return new ProblemWriter(json, shapes.orderedStream().toList());
    }

    @Bean
    BodyProblems bodyProblems(JsonMapper json) {
        return new BodyProblems(json);
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
            WebProperties properties, ObjectProvider<BodyLimit> limits, ProblemWriter problems) {
        var filter = new BodyLimitFilter(
                properties.maxBodySize(), limits.orderedStream().toList(), problems);
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }
}
