package dev.tributary.query.answer;

import dev.tributary.events.Access;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import dev.tributary.platform.security.Audit;
import dev.tributary.query.model.ModelFailedException;
import dev.tributary.query.model.Usage;
import dev.tributary.query.recording.AnswerId;
import dev.tributary.query.search.Endpoint;
import dev.tributary.query.search.Query;
import dev.tributary.query.search.QueryMetrics;
import dev.tributary.query.search.QueryMetrics.Part;
import dev.tributary.query.search.Searching;
import dev.tributary.query.search.Stopwatch;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Finds passages, has an answer written from them, and checks what was written. */
public final class Answering {

    /** Found beyond what is asked for, because copies are dropped. */
    private static final int SPARE_HITS = 2;

    private final Searching searching;
    private final Generators generators;
    private final int contextTokens;
    private final QueryMetrics metrics;
    private final AnswerRecords records;

    Answering(
            Searching searching,
            Generators generators,
            int contextTokens,
            QueryMetrics metrics,
            AnswerRecords records) {
        this.searching = searching;
        this.generators = generators;
        this.contextTokens = contextTokens;
        this.metrics = metrics;
        this.records = records;
    }

    /** The same as {@link #answer(UUID, Access, Question, AnswerListener)}, with a new id. */
    public Answer answer(Access access, Question question, AnswerListener listener) {
        return answer(AnswerId.next(), access, question, listener);
    }

    /**
     * Answers, and has it written down.
     *
     * @param id of the answer, from {@link AnswerId#next()}
     * @throws ModelFailedException if no chat model writes an answer, or one breaks off in the middle of it
     * @throws org.springframework.web.ErrorResponseException 404 if the question names a model that there is not
     */
    public Answer answer(UUID id, Access access, Question question, AnswerListener listener) {
        Bill bill = Bill.ofCurrentCaller();
        Audit.did("answer.asked", id);
        try {
            return attempt(id, access, question, listener, bill);
        } catch (RuntimeException brokenOff) {
            if (brokenOff instanceof ModelFailedException) {
                metrics.modelFailed();
            }
            records.brokenOff(id, access.tenant(), bill);
            throw brokenOff;
        }
    }

    private Answer attempt(UUID id, Access access, Question question, AnswerListener listener, Bill bill) {
        Stopwatch total = Stopwatch.start();
        AnswerGenerator generator = generators.choose(access.tenant(), question.model(), bill);
        AnswerGenerator.Standalone asked = generator.standalone(question.text(), question.history());
        String standalone = asked.question();
        Searching.Found found = searching.search(
                access,
                new Query(standalone, SearchMode.HYBRID, question.filter()),
                Math.min(question.passages() * SPARE_HITS, SearchRequest.MAX_LIMIT),
                Endpoint.ASK);
        List<Passage> passages = Context.assemble(found.hits(), question.passages(), contextTokens);
        listener.found(
                passages.stream().map(passage -> Citation.of(passage, null)).toList());

        Stopwatch generating = Stopwatch.start();
        Draft draft = write(generator, standalone, question.instructions(), passages, listener, total);
        long generateMillis = metrics.record(Endpoint.ASK, Part.GENERATE, generating);
        long totalMillis = metrics.record(Endpoint.ASK, Part.TOTAL, total);
        count(generator.kind(), draft);
        Answer answer = new Answer(
                id,
                draft.answered() ? draft.text() : Answer.NOT_FOUND,
                draft.answered(),
                generator.name(),
                standalone.equals(question.text()) ? null : standalone,
                draft.citations(),
                draft.uncited(),
                asked.usage().plus(draft.usage()),
                new Answer.TookMillis(found.embedMillis(), found.searchMillis(), generateMillis, totalMillis));
        records.given(access.tenant(), bill, question, standalone, passages, answer, found.generation());
        return answer;
    }

    /** An answer as it was written and checked. */
    private record Draft(String text, boolean answered, List<Citation> citations, List<String> uncited, Usage usage) {}

    private Draft write(
            AnswerGenerator generator,
            String question,
            String instructions,
            List<Passage> passages,
            AnswerListener listener,
            Stopwatch total) {
        boolean[] begun = {false};
        CitationMarks marks = new CitationMarks(passages.size(), piece -> {
            if (!begun[0]) {
                begun[0] = true;
                metrics.record(Endpoint.ASK, Part.FIRST_TOKEN, total);
            }
            listener.piece(piece);
        });
        Usage usage = Usage.NONE;
        if (passages.isEmpty()) {
            marks.accept(Answer.NOT_FOUND);
        } else {
            InertMarkdown inert = new InertMarkdown(marks::accept);
            usage = generator.generate(question, instructions, passages, inert::accept);
            inert.close();
        }
        marks.close();
        String text = marks.text().strip();
        if (marks.cited().isEmpty() && saysNotFound(text)) {
            return new Draft(text, false, List.of(), List.of(), usage);
        }
        Quotes quotes = new Quotes(text);
        List<Citation> citations = marks.cited().stream()
                .map(number -> passages.get(number - 1))
                .map(passage -> Citation.of(passage, quotes.quote(passage)))
                .toList();
        return new Draft(text, true, citations, quotes.uncited(), usage);
    }

    private static boolean saysNotFound(String text) {
        String sentence = Answer.NOT_FOUND.substring(0, Answer.NOT_FOUND.length() - 1);
        return text.toLowerCase(Locale.ROOT).contains(sentence.toLowerCase(Locale.ROOT));
    }

    private void count(String kind, Draft draft) {
        if (!draft.answered()) {
            metrics.abstained(kind);
        } else if (draft.citations().isEmpty()) {
            metrics.uncited(kind);
        }
    }
}
