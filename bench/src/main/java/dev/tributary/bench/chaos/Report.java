package dev.tributary.bench.chaos;

import static dev.tributary.bench.Console.say;

import java.time.Duration;

/** What a person reads. */
final class Report {

    private Report() {}

    /** What every program ends with. */
    static void end(Scene scene, Verdict verdict) {
        verdict.findings().forEach(finding -> say("      %s", finding));
        say("");
        say("%s", verdict.extent());
        say(
                "%d pushes accepted, all of them found or succeeded; refused meanwhile: %s",
                scene.pushing().acceptedPushes(), scene.pushing().refusals());
        say(
                "%d versions indexed, and %d times one of them again; %d dead letters; %d processes left behind",
                scene.log().indexedVersions(),
                scene.log().repetitions(),
                scene.log().deadLetters(),
                scene.orphans());
        say("%s", verdict.counts());
        if (verdict.isClean()) {
            scene.ended();
        }
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
