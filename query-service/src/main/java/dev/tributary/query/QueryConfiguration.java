package dev.tributary.query;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * All of the query service, for a context that brings a {@link dev.tributary.index.ChunkIndex} and an
 * {@link dev.tributary.index.Embedder}. Its settings are in {@code tributary-query.yml}.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan({"dev.tributary.query.search", "dev.tributary.query.answer", "dev.tributary.query.ui"})
public class QueryConfiguration {}
