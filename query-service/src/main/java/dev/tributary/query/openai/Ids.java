package dev.tributary.query.openai;

import java.util.UUID;

/** Names for what has been answered. */
final class Ids {

    private Ids() {}

    /** @param prefix says what kind of thing it is, as OpenAI's ids do */
    static String of(String prefix, UUID answer) {
        return prefix + answer.toString().replace("-", "");
    }
}
