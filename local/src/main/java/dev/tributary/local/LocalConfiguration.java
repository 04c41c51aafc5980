package dev.tributary.local;

import dev.tributary.embed.EmbedConfiguration;
import dev.tributary.ingest.IngestConfiguration;
import dev.tributary.query.QueryConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The three services in one context. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({IngestConfiguration.class, EmbedConfiguration.class, QueryConfiguration.class})
public class LocalConfiguration {}
