package dev.tributary.index.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Shares a fixed number of threads between callers, text by text: single texts go before batches, and batches take turns,
 * however long each is.
 */
final class SequencePool implements AutoCloseable {

    private final Function<String, float[]> encoder;
    private final ThreadPoolExecutor threads;
    private final AtomicLong arrivals = new AtomicLong();
    private final AtomicLong turn = new AtomicLong();

    SequencePool(int size, Function<String, float[]> encoder) {
        this.encoder = encoder;
        threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new PriorityBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("embedding-", 1).factory());
    }

    /** The text's vector, before all batches that wait. */
    float[] first(String text) {
        return await(List.of(submit(new Task(text, true, 0)))).getFirst();
    }

    /** The texts' vectors, in their order. Long texts start first, so that the last ones to end are short. */
    List<float[]> inTurn(List<String> texts) {
        Task[] tasks = new Task[texts.size()];
        long now = turn();
        int[] longestFirst = IntStream.range(0, tasks.length)
                .boxed()
                .sorted(Comparator.comparingInt(index -> -texts.get(index).length()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int place = 0; place < tasks.length; place++) {
            int index = longestFirst[place];
            tasks[index] = submit(new Task(texts.get(index), false, now + place));
        }
        return await(List.of(tasks));
    }

    private Task submit(Task task) {
        try {
            threads.execute(task);
            return task;
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("The embedding model is closed", e);
        }
    }

    private static List<float[]> await(List<Task> tasks) {
        try {
            List<float[]> vectors = new ArrayList<>(tasks.size());
            for (Task task : tasks) {
                vectors.add(task.get());
            }
            return vectors;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while embedding", e);
        } catch (CancellationException e) {
            throw new IllegalStateException("The embedding model is closed", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Embedding failed", e.getCause());
        } finally {
            tasks.forEach(task -> task.cancel(false));
        }
    }

    /** How many texts wait for a thread. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** How far the batches have come; one that arrives now starts from here, before and after nobody. */
    long turn() {
        return turn.get();
    }

    /** Returns when no thread works any more; callers that still wait get an error. */
    @Override
    public void close() {
        threads.shutdownNow().forEach(task -> ((Task) task).cancel(false));
        threads.close();
    }

    private final class Task extends FutureTask<float[]> implements Comparable<Task> {

        private static final Comparator<Task> ORDER = Comparator.comparing((Task task) -> !task.urgent)
                .thenComparingLong(task -> task.place)
                .thenComparingLong(task -> task.arrival);

        private final boolean urgent;
        private final long place;
        private final long arrival = arrivals.incrementAndGet();

        Task(String text, boolean urgent, long place) {
            super(() -> encoder.apply(text));
            this.urgent = urgent;
            this.place = place;
        }

        @Override
        public void run() {
            turn.accumulateAndGet(place, Math::max);
            super.run();
        }

        @Override
        public int compareTo(Task other) {
            return ORDER.compare(this, other);
        }
    }
}
