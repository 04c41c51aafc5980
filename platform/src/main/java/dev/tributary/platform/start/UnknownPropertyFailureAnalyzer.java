package dev.tributary.platform.start;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnknownPropertyException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, UnknownPropertyException failure) {
        return new FailureAnalysis(
                String.valueOf(failure.getMessage()),
                "The nearest is " + failure.nearest() + ". Correct the name, or remove the setting.",
                failure);
    }
}
