package dev.tributary.platform.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** @param maxBodySize how large a request's body may be where a service does not allow more */
@ConfigurationProperties("tributary.web")
record WebProperties(@DefaultValue("1MB") DataSize maxBodySize) {}
