package dev.tributary.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.events.Access;
import dev.tributary.events.Acl;
import dev.tributary.events.AnswerEvent;
import dev.tributary.events.AnswerEvent.Content;
import dev.tributary.index.DocumentWrite;
import dev.tributary.index.starter.LiveIndex;
import dev.tributary.query.Library;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class RecordedPromptsTest {

    private static final Access ANN = new Access(Library.TENANT, Set.of("user:ann"), false);
    private static final Access BOB = new Access(Library.TENANT, Set.of("user:bob"), false);
    private static final String FIRST = "The first line of it.";
    private static final String SECOND = "And a second one.";

    private final Library library = new Library();
    private RecordedPrompts prompts;
    private UUID own;
    private UUID shared;

    @BeforeEach
    void fill() {
        prompts = new RecordedPrompts(LiveIndex.of(library.embedder(), library.index()));
        own = library.add(Library.TENANT, "Own", new Acl(Set.of("user:ann")), FIRST, SECOND);
        shared = library.add("Shared", FIRST, SECOND);
    }

    @AfterEach
    void close() {
        library.close();
    }

    @Test
    void aPassageOfSeveralChunksIsPutTogetherAndALongOneIsCut() {
        int all = FIRST.length() + 2 + SECOND.length();

        assertThat(contexts(ANN, content(passage(own, 1, 0, all)))).containsExactly(FIRST + "\n\n" + SECOND);
        assertThat(contexts(ANN, content(passage(own, 1, 0, 9)))).containsExactly("The first");
        assertThat(contexts(ANN, content(passage(own, 1, FIRST.length() + 2, all))))
                .containsExactly(SECOND);
    }

    @Test
    void oneUnreadablePassageHidesTheWholeAnswer() {
        Content both = content(passage(shared, 1, 0, 9), passage(own, 1, 0, 9));

        assertThat(prompts.show(BOB, both, "mark")).isEmpty();
        assertThat(prompts.mayRead(BOB, both)).isFalse();
        assertThat(prompts.mayRead(ANN, both)).isTrue();
        assertThat(prompts.show(BOB, content(passage(shared, 1, 0, 9)), "mark")).isPresent();
        assertThat(prompts.show(Access.admin("globex"), both, "mark")).isEmpty();
        assertThat(prompts.mayRead(Access.admin("globex"), both)).isFalse();
    }

    @Test
    void whatHasChangedOrIsGoneIsNotShown() {
        assertThat(prompts.show(ANN, content(passage(own, 2, 0, 9)), "mark")).isEmpty();
        assertThat(prompts.show(ANN, content(passage(own, 1, 0, 999)), "mark")).isEmpty();
        assertThat(prompts.show(ANN, content(passage(UUID.randomUUID(), 1, 0, 9)), "mark"))
                .isEmpty();

        library.index().write(List.of(new DocumentWrite.Remove(own, Library.TENANT, 2)));

        Content gone = content(passage(own, 1, 0, 9));
        assertThat(prompts.show(ANN, gone, "mark")).isEmpty();
        assertThat(prompts.mayRead(Access.admin(Library.TENANT), gone)).isFalse();
    }

    private List<String> contexts(Access access, Content content) {
        return prompts.show(access, content, "mark").orElseThrow().contexts();
    }

    private static Content content(AnswerEvent.Passage... passages) {
        return new Content("What?", "What?", "", List.of(), List.of(passages), List.of(), "That [1].");
    }

    private static AnswerEvent.Passage passage(UUID document, long version, int start, int end) {
        return new AnswerEvent.Passage(1, document, version, "handbook", "own.md", start, end, null, List.of());
    }
}
