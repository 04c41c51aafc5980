package dev.tributary.query.model;

import java.util.List;
import java.util.function.Consumer;

/** A chat model. Safe for use by several threads. */
public interface LanguageModel {

    String name();

    /** The most that a reply may cost: estimated, since only the server counts. */
    Usage most(String instructions, List<Turn> conversation);

    /** What a reply that broke off is taken to have cost: estimated, since nobody says. */
    Usage cut(String instructions, List<Turn> conversation, String written);

    /**
     * Has the model reply. Returns when the reply is whole.
     *
     * @param instructions what the model is to do
     * @param conversation at least one turn, the last one the user's
     * @param pieces gets the reply as it comes, on the calling thread; what it throws ends the reply
     * @return what the reply cost
     * @throws ModelFailedException if the model does not reply in time, or breaks off
     */
    Usage reply(String instructions, List<Turn> conversation, Consumer<String> pieces);
}
