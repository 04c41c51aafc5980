package dev.tributary.bench.quality;

import static dev.tributary.bench.Console.say;

import dev.tributary.bench.Console;
import dev.tributary.bench.load.Latencies;
import dev.tributary.bench.quality.QuestionSet.Asked;
import dev.tributary.local.TributaryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Asks a fresh local process without a chat model questions whose answers are known, one after the other. */
public final class AnswerBench {

    private final Path jar;
    private final QuestionSet set;

    /**
     * @param jar of the local process
     * @param folder with {@code corpus.jsonl} and {@code qa.jsonl}
     */
    public AnswerBench(Path jar, Path folder, Half half) throws IOException {
        this.jar = jar;
        this.set = QuestionSet.in(folder).only(half);
    }

    public void run() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("tributary-bench");
        try {
            Path passages = scratch.resolve("passages");
            set.writePassages(passages);
            try (TributaryProcess process = TributaryProcess.up(jar, passages, scratch.resolve("data"))) {
                process.awaitIdle();
                ask(process);
            }
        } finally {
            Console.delete(scratch);
        }
    }

    private void ask(TributaryProcess process) throws IOException, InterruptedException {
        Tally tally = new Tally();
        Latencies latencies = new Latencies();
        for (Asked asked : set.questions()) {
            long start = System.nanoTime();
            JsonNode answer = process.post("/v1/ask", Map.of("question", asked.question()));
            latencies.add(start);
            tally.add(
                    asked.answerable(),
                    answer.required("answered").asBoolean(),
                    Normal.anyIn(answer.required("answer").asString(), asked.answers()));
        }
        say(
                "%d questions on %d passages",
                set.questions().size(), set.passages().size());
        tally.print();
        say("time for an answer   %s", latencies);
    }
}
