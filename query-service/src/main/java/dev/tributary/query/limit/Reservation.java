package dev.tributary.query.limit;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What is set aside for an answer that is being written.
 *
 * @param day whose money it is
 */
public record Reservation(Allowance allowance, int tokens, LocalDate day, BigDecimal cost) {

    /** To be called once, whether the answer was written or not. */
    public void settle(int usedTokens, BigDecimal usedCost) {
        allowance.settle(this, usedTokens, usedCost);
    }
}
