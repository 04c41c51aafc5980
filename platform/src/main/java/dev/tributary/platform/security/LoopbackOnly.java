package dev.tributary.platform.security;

import dev.tributary.platform.start.ConfigurationException;
import java.net.InetAddress;
import java.util.Optional;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Without keys and tokens nobody from outside of this machine may connect. */
final class LoopbackOnly {

    private static final String ALLOWED = "127.0.0.1 while no API keys are configured. To listen beyond this machine,"
            + " configure one: tributary.security.keys.<name>.secret and .role; or tributary.security.jwt.issuer";

    private LoopbackOnly() {}

    static void require(Environment environment) {
        require(environment, "server.address");
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
            require(environment, "management.server.address");
        }
    }

    private static void require(Environment environment, String property) {
        Optional<InetAddress> address = Optional.ofNullable(
                Binder.get(environment).bind(property, InetAddress.class).orElse(null));
        if (address.filter(InetAddress::isLoopbackAddress).isEmpty()) {
            throw new ConfigurationException(property, environment.getProperty(property), ALLOWED);
        }
    }
}
