package dev.tributary.query.answer;

import dev.tributary.events.Access;
import dev.tributary.events.AnswerEvent;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.index.Chunk;
import dev.tributary.index.CommitRecord;
import dev.tributary.index.IndexedDocument;
import dev.tributary.index.starter.LiveIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Recorded answers as somebody may see them now, whatever was allowed when they were given. */
public final class RecordedPrompts {

    private final LiveIndex live;

    RecordedPrompts(LiveIndex live) {
        this.live = live;
    }

    /**
     * What a chat model was told.
     *
     * @param instructions its part as the system
     * @param prompt the user's part: passages and question
     * @param contexts the passages' texts alone
     */
    public record Shown(String instructions, String prompt, List<String> contexts) {}

    /** Whether the reader may still read every document that the answer rests on. */
    public boolean mayRead(Access access, Content content) {
        Set<UUID> documents = content.passages().stream()
                .map(AnswerEvent.Passage::documentId)
                .collect(Collectors.toUnmodifiableSet());
        Map<UUID, CommitRecord> commits = live.with(open -> open.index().commits(documents));
        return documents.stream().map(commits::get).allMatch(commit -> commit != null && mayRead(access, commit));
    }

    private static boolean mayRead(Access access, CommitRecord commit) {
        return !commit.removed() && access.mayRead(commit.tenant(), commit.acl());
    }

    /**
     * The prompt as it was, but for the random mark around passages; nothing unless the reader may read every passage
     * now, in the same version of its document.
     *
     * @param mark what to put around the passages
     */
    public Optional<Shown> show(Access access, Content content, String mark) {
        Map<UUID, Optional<IndexedDocument>> documents = new HashMap<>();
        List<Passage> passages = new ArrayList<>();
        for (AnswerEvent.Passage recorded : content.passages()) {
            Optional<Passage> passage = documents
                    .computeIfAbsent(
                            recorded.documentId(),
                            id -> live.with(open -> open.index().read(access, id)))
                    .flatMap(document -> passage(recorded, document));
            if (passage.isEmpty()) {
                return Optional.empty();
            }
            passages.add(passage.get());
        }
        return Optional.of(new Shown(
                Prompt.answering(content.instructions()),
                Prompt.of(content.standalone(), passages, mark),
                passages.stream().map(Passage::text).toList()));
    }

    private static Optional<Passage> passage(AnswerEvent.Passage recorded, IndexedDocument document) {
        if (document.facts().document().version() != recorded.version()) {
            return Optional.empty();
        }
        return text(recorded, document.chunks())
                .map(text -> new Passage(
                        recorded.number(),
                        document.facts(),
                        new Chunk(0, text, recorded.headingPath(), recorded.page(), recorded.start(), recorded.end())));
    }

    /** Between chunks of one passage stand line ends alone. */
    private static Optional<String> text(AnswerEvent.Passage passage, List<Chunk> chunks) {
        StringBuilder text = new StringBuilder();
        int reached = passage.start();
        for (Chunk chunk : chunks) {
            if (reached < passage.end() && chunk.end() > reached && chunk.start() - reached <= Context.WIDEST_GAP) {
                if (chunk.start() > reached && text.isEmpty()) {
                    return Optional.empty();
                }
                text.append("\n".repeat(Math.max(0, chunk.start() - reached)));
                int from = Math.max(0, reached - chunk.start());
                int to = Math.min(chunk.text().length(), passage.end() - chunk.start());
                text.append(chunk.text(), Math.min(from, to), to);
                reached = chunk.end();
            }
        }
        return reached < passage.end() ? Optional.empty() : Optional.of(text.toString());
    }
}
