package dev.tributary.platform.start;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    private final Environment environment;

    PortFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, PortInUseException failure) {
        String address = environment.getProperty("server.address", "all addresses");
        return new FailureAnalysis(
                "Port %d on %s is in use by another process".formatted(failure.getPort(), address),
                "Choose another port with --server.port=%d, or stop that process."
                        .formatted(failure.getPort() % 65535 + 1),
                failure);
    }
}
