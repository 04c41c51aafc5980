package dev.tributary.query.document;

import dev.tributary.events.Access;
import dev.tributary.events.DocumentVersion;
import dev.tributary.index.Chunk;
import dev.tributary.index.DocumentFacts;
import dev.tributary.index.IndexedDocument;
import dev.tributary.index.starter.LiveIndex;
import dev.tributary.platform.web.InvalidRequestException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Gives the text of documents to those who may read them, piece by piece. */
@Component
public final class ReadingDocuments {

    /** In UTF-16 code units: about 10,000 tokens of a language model. */
    public static final int LONGEST_PIECE = 40_000;

    private final LiveIndex live;

    ReadingDocuments(LiveIndex live) {
        this.live = live;
    }

    /**
     * @param id as somebody wrote it
     * @param offset where the piece begins: 0, or the end of the piece before
     * @throws UnknownDocumentException if the reader may read no document of this id
     * @throws InvalidRequestException if the offset is behind the end of the text
     */
    public DocumentText read(Access access, String id, int offset) {
        IndexedDocument document = find(access, id);
        String whole = text(document.chunks());
        if (offset < 0 || offset > whole.length()) {
            throw new InvalidRequestException("offset", offset, "0 to " + whole.length() + ", the length of the text");
        }
        int end = end(whole, offset);
        DocumentFacts facts = document.facts();
        DocumentVersion version = facts.document();
        return new DocumentText(
                version.documentId(),
                VisibleText.line(facts.title()),
                VisibleText.line(version.uri()),
                version.source(),
                VisibleText.line(version.nativeId()),
                facts.mediaType(),
                facts.language(),
                version.sourceTime(),
                version.metadata(),
                VisibleText.of(whole.substring(offset, end)),
                offset,
                end,
                whole.length());
    }

    private IndexedDocument find(Access access, String id) {
        UUID documentId;
        try {
            documentId = UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            throw new UnknownDocumentException(id, noId);
        }
        return live.with(open -> open.index().read(access, documentId))
                .orElseThrow(() -> new UnknownDocumentException(id, null));
    }

    /** Chunks have all of the text but the white space between them; each is put where it stood. */
    private static String text(List<Chunk> chunks) {
        StringBuilder text = new StringBuilder();
        for (Chunk chunk : chunks) {
            if (chunk.start() > text.length()) {
                text.append("\n".repeat(chunk.start() - text.length()));
            }
            int known = text.length() - chunk.start();
            text.append(
                    chunk.text(),
                    Math.min(known, chunk.text().length()),
                    chunk.text().length());
        }
        return text.toString();
    }

    private static int end(String text, int start) {
        int end = Math.min(text.length(), start + LONGEST_PIECE);
        boolean splitsCharacter = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return splitsCharacter ? end - 1 : end;
    }
}
