package dev.tributary.query.answer;

import dev.tributary.events.AnswerEvent;
import dev.tributary.events.AnswerEvent.AnswerBrokenOff;
import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.events.AnswerEvent.Timings;
import dev.tributary.events.DocumentVersion;
import dev.tributary.query.model.Turn;
import dev.tributary.query.recording.AnswerId;
import dev.tributary.query.recording.AnswerRecorder;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Puts answers into the words of the contract, and has them written down. */
final class AnswerRecords {

    private final AnswerRecorder recorder;

    AnswerRecords(AnswerRecorder recorder) {
        this.recorder = recorder;
    }

    void given(
            String tenant,
            Bill bill,
            Question question,
            String standalone,
            List<Passage> passages,
            Answer answer,
            String generation) {
        Answer.TookMillis took = answer.tookMillis();
        recorder.record(new AnswerGiven(
                answer.id(),
                tenant,
                bill.caller(),
                recorder.process(),
                answer.generator(),
                answer.answered(),
                bill.spent(),
                new Timings(took.embed(), took.search(), took.generate(), took.total()),
                generation,
                AnswerId.time(answer.id()),
                new Content(
                        question.text(),
                        standalone,
                        question.instructions(),
                        question.history().stream().map(AnswerRecords::turn).toList(),
                        passages.stream().map(AnswerRecords::passage).toList(),
                        answer.citations().stream().map(AnswerRecords::citation).toList(),
                        answer.answer())));
    }

    /** Nothing happened unless a model was at work. */
    void brokenOff(UUID id, String tenant, Bill bill) {
        if (!bill.spent().isEmpty()) {
            recorder.record(new AnswerBrokenOff(
                    id, tenant, bill.caller(), recorder.process(), bill.spent(), AnswerId.time(id)));
        }
    }

    private static AnswerEvent.Turn turn(Turn turn) {
        return new AnswerEvent.Turn(turn.speaker().name().toLowerCase(Locale.ROOT), turn.text());
    }

    private static AnswerEvent.Passage passage(Passage passage) {
        DocumentVersion document = passage.facts().document();
        return new AnswerEvent.Passage(
                passage.number(),
                document.documentId(),
                document.version(),
                document.source(),
                document.nativeId(),
                passage.chunk().start(),
                passage.chunk().end(),
                passage.chunk().page(),
                passage.chunk().headingPath());
    }

    private static AnswerEvent.Citation citation(Citation citation) {
        String quote = citation.quote() == null ? citation.text() : citation.quote();
        int start = citation.start() + Math.max(0, citation.text().indexOf(quote));
        return new AnswerEvent.Citation(citation.number(), start, start + quote.length());
    }
}
