package dev.tributary.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.chaos.Installation.IndexKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The programs of this package, for a shorter time than by hand; what they print is in the test's output. */
final class ChaosIT {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final long SEED = 4711;

    @Test
    void twentyKillsLeaveNothingLostDoubledStaleOrOpen() throws Exception {
        assertThat(new KillRun(HOME, 20, 20, SEED, IndexKind.QDRANT).run().findings())
                .isEmpty();
    }

    @Test
    void aKilledBrokerLosesNothingAndPushesAreToldToComeAgain() throws Exception {
        assertThat(new BrokerKillRun(HOME, 1, SEED).run().findings()).isEmpty();
    }

    @Test
    void anIndexThatIsDownOrFrozenIsWaitedFor() throws Exception {
        assertThat(new IndexOutageRun(HOME, 10, SEED).run().findings()).isEmpty();
    }

    @Test
    void aRebalanceStormLosesNothing() throws Exception {
        assertThat(new RebalanceStormRun(HOME, 20, SEED).run().findings()).isEmpty();
    }

    @Test
    void anEmbedderThatIsSlowOrRefusesIsWaitedFor() throws Exception {
        assertThat(new SlowEmbedderRun(HOME, 5, SEED).run().findings()).isEmpty();
    }

    @Test
    void everyAnswerHasOneVersionOfEachDocument() throws Exception {
        assertThat(new MixedVersionsRun(HOME, 500, SEED).run().findings()).isEmpty();
    }

    @Test
    void badFilesAreRejectedOnceAndHealthyOnesNever() throws Exception {
        assertThat(new PoisonRun(HOME, 100, 1, SEED, IndexKind.QDRANT).run().findings())
                .isEmpty();
    }
}
