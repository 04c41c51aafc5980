package dev.tributary.platform.stage;

/** What a record of {@link dev.tributary.events.Topic#DEAD} says beside the event as it was. */
public final class DeadLetterHeaders {

    /** Wire name of the stage that gave the event up. */
    public static final String STAGE = "tributary_stage";

    /** Wire name of the reason. */
    public static final String REASON = "tributary_reason";

    /** Cause and cure, for a person. */
    public static final String MESSAGE = "tributary_message";

    /** {@code true} if the same event may pass later without anybody changing the document. */
    public static final String RETRYABLE = "tributary_retryable";

    /** How often the version had been sent through the stages, counted from 1. */
    public static final String ATTEMPT = "tributary_attempt";

    /** On a tombstone: dead letters of the key up to this version and attempt are dropped, a later one stays. */
    public static final String VERSION = "tributary_version";

    private DeadLetterHeaders() {}
}
