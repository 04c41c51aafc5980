package dev.tributary.events;

import dev.tributary.events.AnswerEvent.AnswerBrokenOff;
import dev.tributary.events.AnswerEvent.AnswerGiven;
import dev.tributary.events.AnswerEvent.Citation;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.events.AnswerEvent.Passage;
import dev.tributary.events.AnswerEvent.Spent;
import dev.tributary.events.AnswerEvent.Timings;
import dev.tributary.events.AnswerEvent.Turn;
import dev.tributary.events.FeedbackEvent.FeedbackGiven;
import dev.tributary.events.FeedbackEvent.Rating;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One event of each type that tells of answers, all components set. */
final class AnswerExamples {

    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final UUID ANSWER = UUID.fromString("01958a3e-0000-7000-8000-0000000000a1");
    private static final DocumentKey DOCUMENT = new DocumentKey("default", "handbook", "travel/policy.md");
    private static final List<Spent> SPENT = List.of(
            new Spent("fast", 900, 40, false, new BigDecimal("0.000159")),
            new Spent("new", 900, 7, true, BigDecimal.ZERO));

    private static final Content CONTENT = new Content(
            "And in Paris?",
            "What may a hotel night in Paris cost?",
            "Answer in one sentence.",
            List.of(new Turn("user", "What may a hotel night cost?"), new Turn("assistant", "140 euros. [1]")),
            List.of(new Passage(
                    1,
                    DOCUMENT.documentId(),
                    1773489600000L,
                    DOCUMENT.source(),
                    DOCUMENT.nativeId(),
                    546,
                    760,
                    3,
                    List.of("Travel policy", "Hotels"))),
            List.of(new Citation(1, 550, 612)),
            "190 euros. [1]");

    private static final AnswerGiven GIVEN = new AnswerGiven(
            ANSWER,
            DOCUMENT.tenant(),
            "intranet",
            "01958a3d-0000-7000-8000-0000000000b1",
            "fast",
            true,
            SPENT,
            new Timings(9, 6, 1200, 1220),
            "0123456789ab",
            NOON,
            CONTENT);

    static final Map<String, Event> BY_FILE = Map.of(
            "answer-given",
            GIVEN,
            "answer-usage-only",
            GIVEN.usageOnly(),
            "answer-broken-off",
            new AnswerBrokenOff(ANSWER, DOCUMENT.tenant(), "intranet", GIVEN.process(), SPENT, NOON),
            "feedback-given",
            new FeedbackGiven(
                    GIVEN,
                    "ann",
                    Rating.DOWN,
                    "That was the rate of last year.",
                    "200 euros. [1]",
                    List.of("outdated"),
                    NOON.plusSeconds(60)));

    private AnswerExamples() {}
}
