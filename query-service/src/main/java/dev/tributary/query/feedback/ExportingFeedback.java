package dev.tributary.query.feedback;

import dev.tributary.events.Access;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.events.FeedbackEvent.FeedbackGiven;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.TopicReader;
import dev.tributary.platform.kafka.TopicReader.Entry;
import dev.tributary.query.answer.RecordedPrompts;
import dev.tributary.query.answer.RecordedPrompts.Shown;
import dev.tributary.query.recording.AnswerLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Makes examples of feedback, one after the other. A line that would show anything that the exporter may not read now, or
 * that is not as it was, is left out and counted. Memory is needed for the keys of one partition of the topic.
 */
final class ExportingFeedback {

    private final AnswerLog log;
    private final RecordedPrompts prompts;

    ExportingFeedback(AnswerLog log, RecordedPrompts prompts) {
        this.log = log;
        this.prompts = prompts;
    }

    /**
     * How an export ended.
     *
     * @param lines that were written
     * @param dropped that were left out, since a passage of theirs is gone, has changed, or may not be read by the
     *     exporter, or no text was recorded
     */
    record Outcome(long lines, long dropped) {}

    Outcome export(Access access, ExportRequest request, Consumer<ExportLine> lines) {
        Tally tally = new Tally(access, request, lines);
        log.reading(Topic.FEEDBACK, reader -> {
            reader.partitions().forEach(partition -> lastWords(reader, partition, request, tally));
            return true;
        });
        return new Outcome(tally.written, tally.dropped);
    }

    /** Of what somebody said of an answer, the last counts; so each partition is read twice. */
    private static void lastWords(TopicReader reader, int partition, ExportRequest request, Tally tally) {
        Map<String, Long> last = new HashMap<>();
        reader.read(List.of(partition), request.from(), entry -> {
            last.put(entry.key(), entry.offset());
            return true;
        });
        reader.read(List.of(partition), request.from(), entry -> {
            Long offset = last.get(entry.key());
            if (offset != null && offset == entry.offset()) {
                tally.take(entry);
            }
            return true;
        });
    }

    private final class Tally {

        private final Access access;
        private final ExportRequest request;
        private final Consumer<ExportLine> lines;
        private long written;
        private long dropped;

        Tally(Access access, ExportRequest request, Consumer<ExportLine> lines) {
            this.access = access;
            this.request = request;
            this.lines = lines;
        }

        void take(Entry entry) {
            entry.event()
                    .filter(FeedbackGiven.class::isInstance)
                    .map(FeedbackGiven.class::cast)
                    .filter(feedback -> feedback.answer().tenant().equals(access.tenant()))
                    .filter(request::wants)
                    .ifPresent(this::take);
        }

        private void take(FeedbackGiven feedback) {
            Content content = feedback.answer().content();
            Optional<Shown> shown = content == null
                    ? Optional.empty()
                    : prompts.show(access, content, mark(feedback.answer().answerId()));
            if (content == null || shown.isEmpty()) {
                dropped++;
                return;
            }
            ExportLine.of(request.format(), feedback, content, shown.get()).ifPresent(line -> {
                lines.accept(line);
                written++;
            });
        }

        /** The same in each export, so that two can be compared. */
        private static String mark(UUID answerId) {
            String id = answerId.toString();
            return id.substring(id.length() - 17).replace("-", "");
        }
    }
}
