package dev.tributary.query.compare;

import dev.tributary.index.SearchFilter;
import dev.tributary.platform.web.InvalidRequestException;
import dev.tributary.query.answer.Question;
import dev.tributary.query.search.FilterBody;
import dev.tributary.query.search.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator wants to know of two models.
 *
 * @param baseline one of the names that clients may use; the caller's route if left out
 * @param candidate the other one
 * @param questions 1 to 20
 * @param recorded in place of questions: so many that people asked last, 1 to 20
 * @param filter which documents to look in
 */
record CompareBody(
        @Nullable String baseline,
        @Nullable String candidate,
        @Nullable List<@Nullable String> questions,
        @Nullable Integer recorded,
        @Nullable FilterBody filter) {

    private static final int MOST_QUESTIONS = 20;
    private static final int PASSAGES = 8;

    String checkedCandidate() {
        if (candidate == null) {
            throw new InvalidRequestException("candidate", null, "the name of a model, as in GET /v1/models");
        }
        return candidate;
    }

    /** @param last gives as many questions as it is asked for, if there are */
    List<Question> toQuestions(IntFunction<List<String>> last) {
        if (recorded == null) {
            return given();
        }
        if (questions != null || recorded < 1 || recorded > MOST_QUESTIONS) {
            throw new InvalidRequestException(
                    "recorded", recorded, "1 to " + MOST_QUESTIONS + ", or questions in its place");
        }
        SearchFilter where = FilterBody.toFilter(filter);
        List<String> found = last.apply(recorded);
        if (found.isEmpty()) {
            throw new InvalidRequestException(
                    "recorded", recorded, "nothing yet, for no answered question is recorded; give questions");
        }
        return found.stream().map(text -> question(text, where)).toList();
    }

    private static Question question(String text, SearchFilter where) {
        return new Question(text, "", where, PASSAGES, List.of(), null);
    }

    private List<Question> given() {
        if (questions == null || questions.isEmpty() || questions.size() > MOST_QUESTIONS) {
            throw new InvalidRequestException(
                    "questions",
                    questions == null ? null : questions.size() + " questions",
                    "1 to " + MOST_QUESTIONS + " questions");
        }
        SearchFilter where = FilterBody.toFilter(filter);
        List<Question> checked = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            String text = Query.checkedText("questions[" + i + "]", questions.get(i));
            checked.add(question(text, where));
        }
        return checked;
    }
}
