package dev.tributary.index;

import static dev.tributary.index.Fixtures.ask;
import static dev.tributary.index.Fixtures.filtered;
import static dev.tributary.index.Fixtures.limited;
import static dev.tributary.index.Fixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What searches find, and in which order. */
interface SearchingContract extends IndexContract {

    @Test
    default void aSemanticSearchFindsByVectorAlone() {
        given(sample("near", "alpha"), sample("far", "omega"));
        SearchRequest request = new SearchRequest(
                Fixtures.reader(), "omega", Fixtures.vector("alpha"), SearchMode.SEMANTIC, SearchFilter.none(), 10);

        List<Hit> hits = index().search(request);

        assertThat(hits).extracting(hit -> hit.chunk().text()).containsExactly("alpha", "omega");
        assertThat(hits.getFirst().score()).isGreaterThan(0.99);
    }

    @Test
    default void aKeywordSearchNeedsNoVector() {
        given(sample("a", "alpha"), sample("b", "beta"));

        SearchRequest request =
                new SearchRequest(Fixtures.reader(), "alpha", null, SearchMode.KEYWORD, SearchFilter.none(), 10);

        assertThat(found(request)).containsExactly("a");
    }

    @ParameterizedTest
    @MethodSource("dev.tributary.index.SearchingContract#words")
    default void aKeywordSearchFindsWordsInAnyFormAndLanguage(String text, String query) {
        given(sample("a", text), sample("b", "something else"));

        assertThat(found(ask(SearchMode.KEYWORD, query))).containsExactly("a");
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("The ENGINE stalls", "engine"),
                Arguments.of("It failed with ERR-4042 at start", "err-4042"),
                Arguments.of("see config/server.yaml for more", "server.yaml"),
                Arguments.of("Die Überprüfung der Bremse", "überprüfung"),
                Arguments.of("Двигатель не запускается", "двигатель"),
                Arguments.of("東京の本社", "東京"));
    }

    @Test
    default void aKeywordSearchFindsTitles() {
        given(sample("a", "one").title("Travel policy"), sample("b", "two").title("Menu"));

        assertThat(found(ask(SearchMode.KEYWORD, "policy"))).containsExactly("a");
    }

    @Test
    default void aKeywordSearchPrefersTheChunkWithMoreOfTheWords() {
        given(sample("a", "the red boat", "the red house by the lake", "a lake"));

        assertThat(index().search(ask(SearchMode.KEYWORD, "house lake")))
                .extracting(hit -> hit.chunk().text())
                .startsWith("the red house by the lake");
    }

    @Test
    default void aHybridSearchFindsByVectorOrByWords() {
        given(sample("both", "alpha"), sample("words", "alpha and much more"), sample("vector", "omega"));

        List<Hit> hits = index().search(ask(SearchMode.HYBRID, "alpha"));

        assertThat(hits)
                .extracting(hit -> hit.chunk().text())
                .startsWith("alpha")
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    default void scoresFallFromAtMostOneToAtLeastZero(SearchMode mode) {
        given(numbered(40));

        List<Hit> hits = index().search(limited(ask(mode, "common text 7"), 30));

        assertThat(hits)
                .hasSize(30)
                .isSortedAccordingTo(Comparator.comparingDouble(Hit::score).reversed());
        assertThat(hits).allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
    }

    @ParameterizedTest
    @EnumSource
    default void aLimitCutsTheTailOnly(SearchMode mode) {
        given(numbered(20));
        SearchRequest request = ask(mode, "common text 7");

        List<Hit> best = index().search(limited(request, 1));

        assertThat(best).hasSize(1);
        assertThat(index().search(limited(request, 5)).getFirst().chunk())
                .isEqualTo(best.getFirst().chunk());
        assertThat(index().search(limited(request, SearchRequest.MAX_LIMIT))).hasSize(20);
    }

    @ParameterizedTest
    @EnumSource
    default void equalScoresKeepTheirOrder(SearchMode mode) {
        given(IntStream.range(0, 20)
                .mapToObj(i -> sample("d" + i, "equal text").title("equal"))
                .toArray(Sample[]::new));
        List<Hit> first = index().search(ask(mode, "equal text"));

        for (int i = 0; i < 5; i++) {
            assertThat(index().search(ask(mode, "equal text"))).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aFilterConfinesASearch(SearchMode mode) {
        Instant noon = Instant.parse("2026-02-01T12:00:00Z");
        Sample en = sample("en", "text").sourceTime(noon).metadata(Map.of("team", "red", "year", "2026"));
        Sample de = sample("de", "text")
                .language("de")
                .mediaType("application/pdf")
                .source("wiki")
                .sourceTime(noon.minusMillis(1))
                .metadata(Map.of("team", "red"));
        Sample none =
                sample("none", "text").language(null).mediaType("text/html").source("mail");
        given(en, de, none);

        Map<SearchFilter, Set<String>> expected = Map.ofEntries(
                Map.entry(SearchFilter.none(), Set.of("en", "de", "none")),
                Map.entry(documents(en, none), Set.of("en", "none")),
                Map.entry(sources("wiki"), Set.of("de")),
                Map.entry(sources("wiki", "mail", "x"), Set.of("de", "none")),
                Map.entry(mediaTypes("application/pdf", "text/html"), Set.of("de", "none")),
                Map.entry(languages("en"), Set.of("en")),
                Map.entry(languages("en", "de", "fr"), Set.of("en", "de")),
                Map.entry(metadata(Map.of("team", "red")), Set.of("en", "de")),
                Map.entry(metadata(Map.of("team", "red", "year", "2026")), Set.of("en")),
                Map.entry(metadata(Map.of("red", "team")), Set.of()),
                Map.entry(modified(noon, null), Set.of("en")),
                Map.entry(modified(null, noon), Set.of("de")),
                Map.entry(modified(noon.minusMillis(1), noon.plusMillis(1)), Set.of("en", "de")),
                Map.entry(modified(noon, noon), Set.of()));

        expected.forEach((filter, nativeIds) -> assertThat(found(filtered(ask(mode, "text"), filter)))
                .as("%s", filter)
                .isEqualTo(nativeIds));
    }

    @ParameterizedTest
    @EnumSource
    default void conditionsOfAFilterAreAnded(SearchMode mode) {
        given(
                sample("a", "text").source("wiki"),
                sample("b", "text").source("wiki").language("de"));
        SearchFilter both =
                new SearchFilter(Set.of(), Set.of("wiki"), Set.of("text/plain"), Set.of("de"), Map.of(), null, null);

        assertThat(found(filtered(ask(mode, "text"), both))).containsExactly("b");
    }

    @ParameterizedTest
    @EnumSource
    default void namesAndValuesAreTakenAsTheyAre(SearchMode mode) {
        String odd = "a=b \"*\" \n é 🔥".repeat(5000);
        given(
                sample("odd", "text").source("x:y z").metadata(Map.of("k=1", "v", "long", odd)),
                sample("even", "text").source("x").metadata(Map.of("k", "1=v", "long", odd + "!")));

        assertThat(found(filtered(ask(mode, "text"), metadata(Map.of("k=1", "v")))))
                .containsExactly("odd");
        assertThat(found(filtered(ask(mode, "text"), metadata(Map.of("long", odd)))))
                .containsExactly("odd");
        assertThat(found(filtered(ask(mode, "text"), sources("x:y z")))).containsExactly("odd");
    }

    @ParameterizedTest
    @MethodSource("dev.tributary.index.SearchingContract#hostileTexts")
    default void noTextBreaksASearch(String text) {
        given(sample("a", "alpha"));

        assertThat(found(ask(SearchMode.SEMANTIC, text))).containsExactly("a");
        assertThat(found(ask(SearchMode.HYBRID, text))).containsExactly("a");
        assertThat(found(ask(SearchMode.KEYWORD, text))).isSubsetOf("a");
    }

    static Stream<String> hostileTexts() {
        String manyWords = IntStream.range(0, 3000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        return Stream.of(
                "",
                " \t\n",
                "\"",
                "'unclosed \"quote",
                "*:*",
                "AND OR",
                "NOT",
                "a AND (b",
                "[* TO *]",
                "text:x~0.5^",
                "\\",
                "/re(gex/",
                "{!lucene}",
                "🔥👩‍👩‍👧",
                "the of and",
                "x".repeat(10_000),
                manyWords,
                "\u0000\uFFFF",
                "\uD83D",
                "'; DROP TABLE chunks; --",
                "${jndi:ldap://x}");
    }

    private static Sample[] numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> sample("d" + i, "common text " + i))
                .toArray(Sample[]::new);
    }

    private static SearchFilter documents(Sample... samples) {
        return new SearchFilter(
                Stream.of(samples).map(Sample::documentId).collect(Collectors.toSet()),
                Set.of(),
                Set.of(),
                Set.of(),
                Map.of(),
                null,
                null);
    }

    private static SearchFilter sources(String... values) {
        return new SearchFilter(Set.of(), Set.of(values), Set.of(), Set.of(), Map.of(), null, null);
    }

    private static SearchFilter mediaTypes(String... values) {
        return new SearchFilter(Set.of(), Set.of(), Set.of(values), Set.of(), Map.of(), null, null);
    }

    private static SearchFilter languages(String... values) {
        return new SearchFilter(Set.of(), Set.of(), Set.of(), Set.of(values), Map.of(), null, null);
    }

    private static SearchFilter metadata(Map<String, String> entries) {
        return new SearchFilter(Set.of(), Set.of(), Set.of(), Set.of(), entries, null, null);
    }

    private static SearchFilter modified(@Nullable Instant from, @Nullable Instant before) {
        return new SearchFilter(Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), from, before);
    }
}
