package dev.tributary.index;

import static dev.tributary.index.Fixtures.ask;
import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChunkIndex} does. */
public abstract class ChunkIndexContract
        implements WritingContract,
                OrderContract,
                RightsContract,
                SearchingContract,
                ReadingContract,
                ConcurrencyContract {

    @SuppressWarnings("NullAway.Init") // set before each test
    private ChunkIndex index;

    /** A fresh and empty index with vectors of {@link Fixtures#DIMENSIONS}. */
    protected abstract ChunkIndex open() throws Exception;

    /** The index of the last {@link #open()}, opened again after it was closed; nothing if it keeps nothing. */
    protected Optional<ChunkIndex> reopen() throws Exception {
        return Optional.empty();
    }

    @BeforeEach
    final void openIndex() throws Exception {
        index = open();
    }

    @AfterEach
    final void closeIndex() {
        index.close();
    }

    @Override
    public final ChunkIndex index() {
        return index;
    }

    @Test
    final void aReopenedIndexHasEverything() throws Exception {
        Sample kept = sample("kept", "one", "two");
        Sample removed = sample("removed", "three");
        given(kept, removed);
        write(removed.version(2).remove());
        index.close();

        Optional<ChunkIndex> reopened = reopen();
        assumeTrue(reopened.isPresent(), "keeps nothing when closed");
        index = reopened.get();

        assertThat(index.commits(List.of(kept.documentId(), removed.documentId())))
                .containsEntry(kept.documentId(), kept.commit())
                .containsEntry(removed.documentId(), removed.version(2).tombstone());
        assertThat(found(ask(SearchMode.SEMANTIC, "one"))).containsExactly("kept");
        assertThat(write(kept.replace(), removed.replace(), kept.version(2).updateFacts()))
                .containsExactly(WriteOutcome.REPEATED, WriteOutcome.SUPERSEDED, WriteOutcome.APPLIED);
        eventually(() -> assertThat(index.statistics()).isEqualTo(new ChunkIndex.IndexStatistics(1, 2)));
    }
}
