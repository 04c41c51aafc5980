package dev.tributary.bench.chaos;

/**
 * A kill as planned.
 *
 * @param carriedOut whether the index carries out the call at which its client is killed
 * @param late whether it does so only when the client's successor runs
 * @param delayMillis before a kill at random
 * @param trigger the document on whose way the kill comes
 * @param probe a document that is pushed after the kill
 */
record Fault(
        KillPoint point, boolean carriedOut, boolean late, long delayMillis, Change.Put trigger, Change.Put probe) {

    String label() {
        return switch (point) {
            case MID_UPSERT, BEFORE_COMMIT, BEFORE_SWEEP ->
                point.label() + (carriedOut ? late ? ", call done late" : ", call done" : ", call lost");
            default -> point.label();
        };
    }
}
