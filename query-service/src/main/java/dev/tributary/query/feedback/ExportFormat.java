package dev.tributary.query.feedback;

import dev.tributary.platform.web.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** What a line of an export is for. */
enum ExportFormat {
    /** Supervised fine-tuning: conversations that ended well. */
    SFT,
    /** Direct preference optimization: a right answer beside a wrong one. */
    DPO,
    /** Kahneman-Tversky optimization: answers that are good or not. */
    KTO,
    /** Evaluation: questions with what was found and what is right. */
    EVAL;

    static ExportFormat parse(@Nullable String text) {
        return switch (String.valueOf(text)) {
            case "sft" -> SFT;
            case "dpo" -> DPO;
            case "kto" -> KTO;
            case "eval" -> EVAL;
            default -> throw new InvalidRequestException("format", text, "sft, dpo, kto or eval");
        };
    }
}
