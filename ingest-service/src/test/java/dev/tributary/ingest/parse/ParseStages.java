package dev.tributary.ingest.parse;

import dev.tributary.content.ContentStore;
import dev.tributary.events.CaptureEvent;
import dev.tributary.parser.DocumentParser;
import dev.tributary.platform.stage.DocumentStage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;

/** The parse stage for tests of other modules. */
public final class ParseStages {

    private ParseStages() {}

    public static DocumentStage<CaptureEvent> parsing(
            ContentStore store, DocumentParser parser, ExecutorService threads, MeterRegistry registry, Clock clock) {
        return new ParsingDocuments(store, parser, threads, registry, clock);
    }
}
