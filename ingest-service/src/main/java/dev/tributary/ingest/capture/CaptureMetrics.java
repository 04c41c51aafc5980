package dev.tributary.ingest.capture;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what is captured, by connector. */
public final class CaptureMetrics {

    /** Anybody can declare any media type; only these become labels. */
    private static final Set<String> KNOWN_TYPES = Set.of(
            "application/pdf",
            "application/json",
            "application/xml",
            "application/zip",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "message/rfc822",
            "text/csv",
            "text/html",
            "text/markdown",
            "text/plain");

    private final MeterRegistry meters;

    public CaptureMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void captured(CaptureRequest request, long nanos) {
        Tags connector = Tags.of("connector", request.connector());
        switch (request) {
            case CaptureRequest.Content content -> {
                meters.counter("tributary.documents.captured", connector).increment();
                Timer.builder("tributary.capture.commit")
                        .tags(connector)
                        .publishPercentileHistogram()
                        .register(meters)
                        .record(Duration.ofNanos(nanos));
            }
            case CaptureRequest.Removal removal ->
                meters.counter("tributary.documents.removed", connector).increment();
            case CaptureRequest.Rejection rejection ->
                meters.counter(
                                "tributary.documents.rejected",
                                connector.and(
                                        Tag.of("stage", "capture"),
                                        Tag.of("reason", rejection.reason().wireName()),
                                        Tag.of(
                                                "media_type",
                                                label(rejection.facts().mediaType()))))
                        .increment();
        }
    }

    private static String label(@Nullable String mediaType) {
        if (mediaType == null) {
            return "unknown";
        }
        String bare = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return KNOWN_TYPES.contains(bare) ? bare : "other";
    }
}
