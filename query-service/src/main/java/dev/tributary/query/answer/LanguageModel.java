package dev.tributary.query.answer;

import java.util.List;
import java.util.function.Consumer;

/** A chat model. */
interface LanguageModel {

    String name();

    /**
     * Has the model reply. Returns when the reply is whole.
     *
     * @param instructions what the model is to do
     * @param conversation at least one turn, the last one the user's
     * @param pieces gets the reply as it comes, on the calling thread; what it throws ends the reply
     * @throws ModelFailedException if the model does not reply in time, or breaks off
     */
    void reply(String instructions, List<Turn> conversation, Consumer<String> pieces);
}
