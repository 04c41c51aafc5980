package dev.tributary.index.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SequencePoolTest {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> started = new CopyOnWriteArrayList<>();
    private final SequencePool pool = new SequencePool(1, this::encode);

    @AfterEach
    void close() {
        gate.countDown();
        pool.close();
    }

    @Test
    void givesVectorsInTheOrderOfTheTexts() {
        gate.countDown();

        List<float[]> vectors = pool.inTurn(List.of("a", "ccc", "bb"));

        assertThat(vectors).containsExactly(new float[] {1}, new float[] {3}, new float[] {2});
        assertThat(started).containsExactly("ccc", "bb", "a");
        assertThat(pool.inTurn(List.of())).isEmpty();
    }

    @Test
    void aQueryGoesBeforeTheRestOfABatch() {
        CompletableFuture<?> batch = running(() -> pool.inTurn(texts("batch", 50)), 49);
        CompletableFuture<?> query = running(() -> pool.first("query"), 50);

        gate.countDown();
        CompletableFuture.allOf(batch, query).join();

        assertThat(started.get(1)).isEqualTo("query");
    }

    @Test
    void aShortBatchDoesNotWaitForALongOne() {
        CompletableFuture<?> longBatch = running(() -> pool.inTurn(texts("long", 50)), 49);
        CompletableFuture<?> shortBatch = running(() -> pool.inTurn(texts("brief", 3)), 52);

        gate.countDown();
        CompletableFuture.allOf(longBatch, shortBatch).join();

        assertThat(started.subList(0, 8))
                .filteredOn(text -> text.startsWith("brief"))
                .hasSize(3);
    }

    @Test
    void aLaterBatchStartsWhereTheOthersAreNow() {
        gate.countDown();
        pool.inTurn(texts("done", 50));

        assertThat(pool.turn()).isEqualTo(49);
        pool.inTurn(texts("next", 2));

        assertThat(pool.turn()).isEqualTo(50);
    }

    @Test
    void passesAFailureOnAndDropsTheRestOfItsBatch() {
        CompletableFuture<?> batch = running(
                () -> pool.inTurn(IntStream.range(0, 50)
                        .mapToObj(i -> i == 0 ? "poison" : "p")
                        .toList()),
                49);

        gate.countDown();

        assertThatThrownBy(batch::join).hasRootCauseMessage("poisoned");
        assertThat(pool.first("after")).containsExactly(5);
    }

    @Test
    void closingEndsTheWaitOfCallers() {
        CompletableFuture<?> batch = running(() -> pool.inTurn(texts("batch", 50)), 49);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(pool::close);
        await().until(() -> pool.waiting() == 0);

        gate.countDown();
        closing.join();

        assertThatThrownBy(batch::join).hasRootCauseInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> pool.first("late")).hasMessage("The embedding model is closed");
    }

    /** Starts a call and waits until this many texts wait for the one thread, which the gate holds. */
    private <T> CompletableFuture<T> running(Supplier<T> call, int waiting) {
        CompletableFuture<T> result =
                CompletableFuture.supplyAsync(call, command -> Thread.startVirtualThread(command));
        await().until(() -> pool.waiting() == waiting);
        return result;
    }

    private static List<String> texts(String text, int count) {
        return IntStream.range(0, count).mapToObj(i -> text).toList();
    }

    private float[] encode(String text) {
        started.add(text);
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never let through");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (text.equals("poison")) {
            throw new IllegalArgumentException("poisoned");
        }
        return new float[] {text.length()};
    }
}
