package dev.tributary.query;

import dev.tributary.platform.security.KeyManagement;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * All of the query service, for a context that brings a {@link dev.tributary.index.starter.LiveIndex}. Its settings are in {@code tributary-query.yml}.
 */
@Configuration(proxyBeanMethods = false)
@Import(KeyManagement.class)
@ComponentScan({
    "dev.tributary.query.search",
    "dev.tributary.query.model",
    "dev.tributary.query.answer",
    "dev.tributary.query.compare",
    "dev.tributary.query.ui",
    "dev.tributary.query.openai",
    "dev.tributary.query.document",
    "dev.tributary.query.mcp",
    "dev.tributary.query.limit",
    "dev.tributary.query.recording",
    "dev.tributary.query.feedback",
    "dev.tributary.query.usage"
})
public class QueryConfiguration {}
