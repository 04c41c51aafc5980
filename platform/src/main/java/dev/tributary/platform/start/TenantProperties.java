package dev.tributary.platform.start;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param tenant whose documents this installation holds, where nothing says otherwise; not blank */
@ConfigurationProperties("tributary")
public record TenantProperties(@DefaultValue("default") String tenant) {

    public TenantProperties {
        if (tenant.isBlank()) {
            throw new ConfigurationException("tributary.tenant", tenant, "a name; leave it out for 'default'");
        }
    }
}
