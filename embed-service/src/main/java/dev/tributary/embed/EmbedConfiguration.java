package dev.tributary.embed;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** All of embed-service, for a process of its own or within the local one. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class EmbedConfiguration {}
