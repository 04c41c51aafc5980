package dev.tributary.query.answer;

import dev.tributary.query.limit.Limits;
import dev.tributary.query.limit.Reservation;
import dev.tributary.query.model.LanguageModel;
import dev.tributary.query.model.Turn;
import dev.tributary.query.model.Usage;
import dev.tributary.query.model.Written;
import java.util.List;
import java.util.function.Consumer;

/** A model on a caller's account: what a reply may cost is set aside before it is asked, and what it did cost is paid. */
final class LimitedModel implements LanguageModel {

    private final LanguageModel model;
    private final Limits limits;
    private final Bill bill;

    LimitedModel(LanguageModel model, Limits limits, Bill bill) {
        this.model = model;
        this.limits = limits;
        this.bill = bill;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Usage most(String instructions, List<Turn> conversation) {
        return model.most(instructions, conversation);
    }

    @Override
    public Usage cut(String instructions, List<Turn> conversation, String written) {
        return model.cut(instructions, conversation, written);
    }

    /** A reply that breaks off, or that nobody waits for any more, is paid for as far as it was written. */
    @Override
    public Usage reply(String instructions, List<Turn> conversation, Consumer<String> pieces) {
        Usage most = most(instructions, conversation);
        Reservation reservation = limits.reserve(bill.caller(), tokens(most), most.cost());
        Written written = new Written(pieces);
        Usage used = Usage.NONE;
        try {
            used = model.reply(instructions, conversation, written);
            return used;
        } catch (RuntimeException brokenOff) {
            if (!written.isEmpty()) {
                used = cut(instructions, conversation, written.text());
            }
            throw brokenOff;
        } finally {
            bill.add(name(), used);
            reservation.settle(tokens(used), used.cost());
        }
    }

    private static int tokens(Usage usage) {
        return usage.inputTokens() + usage.outputTokens();
    }
}
