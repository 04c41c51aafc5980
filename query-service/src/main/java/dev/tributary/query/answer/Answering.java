package dev.tributary.query.answer;

import dev.tributary.events.Access;
import dev.tributary.index.SearchMode;
import dev.tributary.index.SearchRequest;
import dev.tributary.query.search.Endpoint;
import dev.tributary.query.search.Query;
import dev.tributary.query.search.QueryMetrics;
import dev.tributary.query.search.QueryMetrics.Part;
import dev.tributary.query.search.Searching;
import dev.tributary.query.search.Stopwatch;
import java.util.List;
import java.util.Locale;

/** Finds passages, has an answer written from them, and checks what was written. */
final class Answering {

    /** Found beyond what is asked for, because copies are dropped. */
    private static final int SPARE_HITS = 2;

    private final Searching searching;
    private final AnswerGenerator generator;
    private final int contextTokens;
    private final QueryMetrics metrics;

    Answering(Searching searching, AnswerGenerator generator, int contextTokens, QueryMetrics metrics) {
        this.searching = searching;
        this.generator = generator;
        this.contextTokens = contextTokens;
        this.metrics = metrics;
    }

    /** @throws ModelFailedException if the chat model writes no answer */
    Answer answer(Access access, Question question, AnswerListener listener) {
        try {
            return attempt(access, question, listener);
        } catch (ModelFailedException e) {
            metrics.modelFailed();
            throw e;
        }
    }

    private Answer attempt(Access access, Question question, AnswerListener listener) {
        Stopwatch total = Stopwatch.start();
        String standalone = generator.standalone(question.text(), question.history());
        Searching.Found found = searching.search(
                access,
                new Query(standalone, SearchMode.HYBRID, question.filter()),
                Math.min(question.passages() * SPARE_HITS, SearchRequest.MAX_LIMIT),
                Endpoint.ASK);
        List<Passage> passages = Context.assemble(found.hits(), question.passages(), contextTokens);
        listener.found(
                passages.stream().map(passage -> Citation.of(passage, null)).toList());

        Stopwatch generating = Stopwatch.start();
        Draft draft = write(standalone, passages, listener, total);
        long generateMillis = metrics.record(Endpoint.ASK, Part.GENERATE, generating);
        long totalMillis = metrics.record(Endpoint.ASK, Part.TOTAL, total);
        count(draft);
        return new Answer(
                draft.answered() ? draft.text() : Answer.NOT_FOUND,
                draft.answered(),
                generator.name(),
                standalone.equals(question.text()) ? null : standalone,
                draft.citations(),
                draft.uncited(),
                new Answer.TookMillis(found.embedMillis(), found.searchMillis(), generateMillis, totalMillis));
    }

    /** An answer as it was written and checked. */
    private record Draft(String text, boolean answered, List<Citation> citations, List<String> uncited) {}

    private Draft write(String question, List<Passage> passages, AnswerListener listener, Stopwatch total) {
        boolean[] begun = {false};
        CitationMarks marks = new CitationMarks(passages.size(), piece -> {
            if (!begun[0]) {
                begun[0] = true;
                metrics.record(Endpoint.ASK, Part.FIRST_TOKEN, total);
            }
            listener.piece(piece);
        });
        if (passages.isEmpty()) {
            marks.accept(Answer.NOT_FOUND);
        } else {
            generator.generate(question, passages, marks::accept);
        }
        marks.close();
        String text = marks.text().strip();
        if (marks.cited().isEmpty() && saysNotFound(text)) {
            return new Draft(text, false, List.of(), List.of());
        }
        Quotes quotes = new Quotes(text);
        List<Citation> citations = marks.cited().stream()
                .map(number -> passages.get(number - 1))
                .map(passage -> Citation.of(passage, quotes.quote(passage)))
                .toList();
        return new Draft(text, true, citations, quotes.uncited());
    }

    private static boolean saysNotFound(String text) {
        String sentence = Answer.NOT_FOUND.substring(0, Answer.NOT_FOUND.length() - 1);
        return text.toLowerCase(Locale.ROOT).contains(sentence.toLowerCase(Locale.ROOT));
    }

    private void count(Draft draft) {
        if (!draft.answered()) {
            metrics.abstained(generator.kind());
        } else if (draft.citations().isEmpty()) {
            metrics.uncited(generator.kind());
        }
    }
}
