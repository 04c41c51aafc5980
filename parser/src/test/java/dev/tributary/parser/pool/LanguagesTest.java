package dev.tributary.parser.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.content.ParsedText;
import dev.tributary.content.ParsedText.Block;
import dev.tributary.content.ParsedText.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LanguagesTest {

    private static final String GERMAN =
            "Größe und Übermaß sind für die Prüfung äußerst wichtig, heißt es im Büro über der Straße.";
    private static final String ENGLISH =
            "Every employee who travels for the company books the journey fourteen days before the departure.";

    private final Languages languages = new Languages();

    @Test
    void aTextIsInTheLanguageOfItsWords() {
        assertThat(language(Kind.PARAGRAPH, GERMAN)).isEqualTo("de");
        assertThat(language(Kind.PARAGRAPH, ENGLISH)).isEqualTo("en");
    }

    @Test
    void fewWordsAndProgramsAreInNone() {
        assertThat(language(Kind.PARAGRAPH, "Every employee")).isNull();
        assertThat(language(Kind.CODE, ENGLISH)).isNull();
    }

    @Test
    void nothingElseOfATextChanges() {
        ParsedText text = text(Kind.PARAGRAPH, ENGLISH);

        languages.load();

        assertThat(languages.tell(text))
                .usingRecursiveComparison()
                .ignoringFields("language")
                .isEqualTo(text);
        assertThat(languages.tell(text)).isEqualTo(new Languages().tell(text));
    }

    private @Nullable String language(Kind kind, String words) {
        return languages.tell(text(kind, words)).language();
    }

    private static ParsedText text(Kind kind, String words) {
        return new ParsedText(
                "text/plain",
                "A title",
                null,
                words,
                List.of(new Block(kind, 0, 0, words.length())),
                List.of(0),
                Map.of("author", "Ada"),
                List.of("A warning"));
    }
}
