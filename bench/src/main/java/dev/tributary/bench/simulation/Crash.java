package dev.tributary.bench.simulation;

/** The process ends here and now. An error, so that no code under test takes it for a failure that it may handle. */
final class Crash extends Error {

    Crash() {
        super("crash", null, false, false);
    }
}
