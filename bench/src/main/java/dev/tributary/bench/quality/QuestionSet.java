package dev.tributary.bench.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passages and questions on them, from a folder with
 *
 * <ul>
 *   <li>{@code corpus.jsonl}: {@code {"_id", "title", "text"}} for each passage,
 *   <li>{@code qa.jsonl}: {@code {"question", "answers": [...], "answerable", "article"}} for each question.
 * </ul>
 */
record QuestionSet(List<Passage> passages, List<Asked> questions) {

    private static final JsonMapper JSON = JsonMapper.shared();

    QuestionSet {
        passages = List.copyOf(passages);
        questions = List.copyOf(questions);
    }

    record Passage(String id, String title, String text) {}

    /** @param answers any of which is right; empty if the passages do not answer */
    record Asked(String article, String question, List<String> answers) {

        Asked {
            answers = List.copyOf(answers);
        }

        boolean answerable() {
            return !answers.isEmpty();
        }
    }

    static QuestionSet in(Path folder) throws IOException {
        List<Passage> passages = lines(folder.resolve("corpus.jsonl"))
                .map(line -> new Passage(text(line, "_id"), text(line, "title"), text(line, "text")))
                .toList();
        List<Asked> questions = lines(folder.resolve("qa.jsonl"))
                .map(line -> new Asked(text(line, "article"), text(line, "question"), answers(line)))
                .toList();
        return new QuestionSet(passages, questions);
    }

    /** The questions on every other article by title; all passages stay, so that they are no easier to find. */
    QuestionSet only(Half half) {
        List<String> articles =
                questions.stream().map(Asked::article).distinct().sorted().toList();
        return new QuestionSet(
                passages,
                questions.stream()
                        .filter(asked -> half.has(articles.indexOf(asked.article())))
                        .toList());
    }

    /** One Markdown file for each passage. */
    void writePassages(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Passage passage : passages) {
            Files.writeString(
                    folder.resolve(passage.id() + ".md"),
                    "# " + passage.title().replace('_', ' ') + "\n\n" + passage.text() + "\n");
        }
    }

    private static Stream<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(JSON::readTree);
    }

    private static String text(JsonNode line, String field) {
        return line.required(field).asString();
    }

    private static List<String> answers(JsonNode line) {
        List<String> answers = new ArrayList<>();
        if (line.required("answerable").asBoolean()) {
            line.required("answers").forEach(answer -> answers.add(answer.asString()));
        }
        return answers;
    }
}
