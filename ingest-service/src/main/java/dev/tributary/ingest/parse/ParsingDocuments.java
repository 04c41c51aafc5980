package dev.tributary.ingest.parse;

import dev.tributary.content.ContentStore;
import dev.tributary.content.ContentStore.MissingContentException;
import dev.tributary.content.ParsedText;
import dev.tributary.events.CaptureEvent;
import dev.tributary.events.DocumentCaptured;
import dev.tributary.events.DocumentParsed;
import dev.tributary.events.DocumentRejected;
import dev.tributary.events.DocumentRemoved;
import dev.tributary.events.DocumentVersion;
import dev.tributary.events.OutageException;
import dev.tributary.events.Stage;
import dev.tributary.events.Topic;
import dev.tributary.ingest.parse.ParsedTexts.Stored;
import dev.tributary.parser.DocumentParser;
import dev.tributary.parser.ParseOutcome;
import dev.tributary.parser.ParseRequest;
import dev.tributary.platform.stage.DocumentStage;
import dev.tributary.platform.stage.Emitter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what was captured into text, as many files at a time as there are workers. */
final class ParsingDocuments implements DocumentStage<CaptureEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ParsingDocuments.class);

    private final ContentStore store;
    private final ParsedTexts texts;
    private final DocumentParser parser;
    private final ExecutorService threads;
    private final Counter parsed;
    private final Counter reused;
    private final Clock clock;

    /** @param threads as many as files are parsed at the same time */
    ParsingDocuments(
            ContentStore store, DocumentParser parser, ExecutorService threads, MeterRegistry registry, Clock clock) {
        this.store = store;
        this.texts = new ParsedTexts(store);
        this.parser = parser;
        this.threads = threads;
        this.parsed = counter(registry, "parsed");
        this.reused = counter(registry, "reused");
        this.clock = clock;
    }

    @Override
    public Stage stage() {
        return Stage.PARSE;
    }

    @Override
    public Class<CaptureEvent> eventType() {
        return CaptureEvent.class;
    }

    @Override
    public void process(List<CaptureEvent> batch, Emitter emitter) {
        List<Future<?>> running = new ArrayList<>();
        for (CaptureEvent event : batch) {
            switch (event) {
                case DocumentRemoved removed -> {
                    emitter.emit(Topic.PARSED, removed);
                    emitter.done(removed);
                }
                case DocumentCaptured captured ->
                    running.add(threads.submit(() -> {
                        emitter.proceed();
                        parseUnlessCollected(captured, emitter);
                        emitter.done(captured);
                    }));
            }
        }
        awaitAll(running);
    }

    /** Content is collected when nothing refers to it any more: a newer version, or a removal, is in the log behind this. */
    private void parseUnlessCollected(DocumentCaptured captured, Emitter emitter) {
        try {
            parse(captured, emitter);
        } catch (MissingContentException missing) {
            if (!missing.collected()) {
                throw missing;
            }
            LOG.info(
                    "Version {} of document {} is passed over: it was replaced",
                    captured.version(),
                    captured.documentId());
        }
    }

    private void parse(DocumentCaptured captured, Emitter emitter) {
        Optional<Stored> known = texts.find(captured);
        if (known.isPresent()) {
            reused.increment();
            emitter.emit(Topic.PARSED, event(captured, known.get(), 0));
            return;
        }
        long start = System.nanoTime();
        ParseRequest request = new ParseRequest(
                () -> store.open(captured.tenant(), captured.content()),
                captured.content().size(),
                captured.mediaType(),
                captured.fileName());
        switch (parse(request, captured, emitter)) {
            case ParseOutcome.Parsed success -> {
                parsed.increment();
                long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
                emitter.emit(Topic.PARSED, event(captured, texts.keep(captured, success.text()), millis));
            }
            case ParseOutcome.Rejected failure -> {
                passRemovalOn(captured, emitter);
                emitter.emit(
                        Topic.INDEXED,
                        DocumentRejected.of(
                                captured.document(),
                                Stage.PARSE,
                                failure.reason(),
                                failure.message(),
                                failure.mediaType(),
                                clock.instant()));
            }
        }
    }

    private ParseOutcome parse(ParseRequest request, DocumentCaptured captured, Emitter emitter) {
        try {
            return parser.parse(request);
        } catch (OutageException outage) {
            throw outage;
        } catch (RuntimeException unexpected) {
            passRemovalOn(captured, emitter);
            throw unexpected;
        }
    }

    /** Nothing else will replace what was shown before the document was removed and came back. */
    private static void passRemovalOn(DocumentCaptured captured, Emitter emitter) {
        DocumentVersion document = captured.document();
        Long removed = document.removedVersion();
        if (removed != null) {
            emitter.emit(
                    Topic.PARSED,
                    new DocumentRemoved(
                            document.documentId(),
                            document.tenant(),
                            document.source(),
                            document.nativeId(),
                            removed,
                            document.connector(),
                            document.changedAt(),
                            document.capturedAt()));
        }
    }

    private DocumentParsed event(DocumentCaptured captured, Stored stored, long millis) {
        ParsedText text = stored.text();
        return new DocumentParsed(
                captured.document(),
                captured.content(),
                stored.reference(),
                text.mediaType(),
                text.language(),
                text.pages().isEmpty() ? null : text.pages().size(),
                clock.instant(),
                millis,
                text.warnings());
    }

    /** Waits for all, so that nothing of this batch runs on beside its redelivery; an outage goes before a bug. */
    private static void awaitAll(List<Future<?>> running) {
        RuntimeException failure = null;
        for (Future<?> task : running) {
            try {
                task.get();
            } catch (ExecutionException failed) {
                RuntimeException cause = failed.getCause() instanceof RuntimeException runtime
                        ? runtime
                        : new IllegalStateException(failed.getCause());
                failure = failure == null || cause instanceof OutageException ? cause : failure;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new OutageException("Parsing was interrupted by a shutdown", stopping);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Counter counter(MeterRegistry registry, String text) {
        return Counter.builder("tributary.parse.documents")
                .description("Documents that became text, by whether they were parsed or their text was known")
                .tag("text", text)
                .register(registry);
    }
}
