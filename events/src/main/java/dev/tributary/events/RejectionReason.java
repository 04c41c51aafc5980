package dev.tributary.events;

/** Why a document cannot be made searchable as it is. Trouble of the infrastructure is never a reason. */
public enum RejectionReason {
    /** Zero bytes, or nothing in it that could be searched for. */
    EMPTY("empty"),
    /** A format that no parser knows. */
    UNSUPPORTED("unsupported"),
    /** Needs a password or a key. */
    ENCRYPTED("encrypted"),
    /** Breaks the rules of its own format. */
    CORRUPT("corrupt"),
    /** Over the size limit, packed or unpacked. */
    TOO_LARGE("too-large"),
    /** Took longer than the limit. */
    TIMED_OUT("timed-out"),
    /** Ended the worker that read it, for instance by using up its memory. */
    CRASHED("crashed"),
    /** Cannot be read at the source: no permission, or it vanished between listing and reading. */
    UNREADABLE("unreadable"),
    /** A fault of Tributary's; the message says which, and a replay after the mending is worth while. */
    INTERNAL("internal");

    private final String wireName;

    RejectionReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name in events, metrics and APIs. */
    public String wireName() {
        return wireName;
    }
}
