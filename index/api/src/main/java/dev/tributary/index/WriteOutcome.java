package dev.tributary.index;

/** What became of a {@link DocumentWrite}. */
public enum WriteOutcome {
    /** The index says this version now. */
    APPLIED,
    /** The index said this very version before; nothing was changed. */
    REPEATED,
    /** The index knows a later version; nothing was changed. */
    SUPERSEDED,
    /** An update of facts met another text than it was made for; nothing was changed, a replacement is due. */
    TEXT_DIFFERS
}
