package dev.tributary.query.openai;

import dev.tributary.query.answer.Answer;
import dev.tributary.query.answer.Citation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where an answer's citation marks stand in its text. */
final class Marks {

    private static final Pattern MARK = Pattern.compile("\\[(\\d{1,9})\\]");

    private Marks() {}

    /**
     * @param start offset of the mark in the answer, in UTF-16 code units
     * @param end the same, exclusive
     */
    record Mark(int start, int end, Citation citation) {}

    static List<Mark> of(Answer answer) {
        Map<Integer, Citation> byNumber =
                answer.citations().stream().collect(Collectors.toMap(Citation::number, Function.identity()));
        List<Mark> marks = new ArrayList<>();
        Matcher matcher = MARK.matcher(answer.answer());
        while (matcher.find()) {
            Citation citation = byNumber.get(Integer.parseInt(matcher.group(1)));
            if (citation != null) {
                marks.add(new Mark(matcher.start(), matcher.end(), citation));
            }
        }
        return marks;
    }
}
