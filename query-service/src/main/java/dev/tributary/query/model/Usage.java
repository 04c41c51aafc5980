package dev.tributary.query.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tributary.events.ModelEvent.Price;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an answer took of chat models; nothing if no model wrote it.
 *
 * @param inputTokens of instructions, passages and question
 * @param outputTokens of the answer
 * @param estimated whether the server did not say, and the tokens were guessed from the texts' lengths
 * @param cost by the models' prices, which readers are not told; 0 if they are not known
 */
public record Usage(
        int inputTokens,
        int outputTokens,
        boolean estimated,
        @JsonIgnore BigDecimal cost) {

    public static final Usage NONE = new Usage(0, 0, false, BigDecimal.ZERO);

    private static final int MILLION_DIGITS = 6;

    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                estimated || other.estimated,
                cost.add(other.cost));
    }

    /** @param price of the model whose tokens these are; null if it is not known */
    Usage at(@Nullable Price price) {
        if (price == null) {
            return this;
        }
        BigDecimal input = price.inputPerMillion().multiply(BigDecimal.valueOf(inputTokens));
        BigDecimal output = price.outputPerMillion().multiply(BigDecimal.valueOf(outputTokens));
        return new Usage(inputTokens, outputTokens, estimated, input.add(output).movePointLeft(MILLION_DIGITS));
    }
}
