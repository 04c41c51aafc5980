package dev.tributary.query.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.vectorstores.VectorStoreSearchParams;
import com.openai.models.vectorstores.VectorStoreSearchResponse;
import dev.tributary.query.Library;
import dev.tributary.query.QueryService;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's own Java client, as it comes, in front of the service. */
@SuppressWarnings("NullAway.Init")
class OpenAiClientTest {

    private static final String QUESTION = "How much may a hotel night in Copenhagen cost?";
    private static final String KEY = "a-reader-of-the-handbook";

    private static Library library;
    private static QueryService service;
    private static OpenAIClient client;
    private static UUID travel;

    @BeforeAll
    static void start() {
        library = new Library();
        travel = library.add(
                "Travel policy",
                "# Hotels\nA hotel night in Copenhagen may cost up to 190 euros.",
                "# Trains\nTrain journeys of less than six hours are booked in second class.");
        library.add("Laptops", "# Loss\nCall the service desk on extension 4242 about a lost laptop.");
        service =
                QueryService.start(library.index(), library.embedder(), "tributary.security.keys.reader.secret=" + KEY);
        client = client(KEY);
    }

    @AfterAll
    static void stop() {
        service.close();
        library.close();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(service.address() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    @Test
    void aChatCompletionIsACitedAnswer() {
        ChatCompletion completion = client.chat().completions().create(chat("tributary", QUESTION));

        ChatCompletion.Choice choice = completion.choices().getFirst();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(choice.message().content())
                .hasValueSatisfying(text -> assertThat(text).contains("190 euros", "[1]"));
        assertCited(choice.message());
        completion.validate();
    }

    @Test
    @SuppressWarnings("deprecation") // the client has no method of its own for a delta's annotations
    void aStreamedChatCompletionComesToTheSame() {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        ChatCompletionCreateParams request = chat("tributary", QUESTION).toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(request)) {
            stream.stream().peek(whole::accumulate).forEach(chunks::add);
        }

        assertThat(whole.chatCompletion().choices().getFirst().message().content())
                .hasValueSatisfying(text -> assertThat(text).contains("190 euros", "[1]"));
        assertThat(chunks.getLast().usage()).isPresent();
        assertThat(chunks)
                .anySatisfy(chunk -> assertThat(chunk.choices())
                        .anySatisfy(choice -> assertThat(choice.delta()._additionalProperties())
                                .containsKey("annotations")));
    }

    @Test
    void aConversationIsReadFromItsMessages() {
        ChatCompletionCreateParams request = ChatCompletionCreateParams.builder()
                .model("tributary")
                .addDeveloperMessage("Answer in one sentence.")
                .addUserMessage("What may a hotel night cost?")
                .addAssistantMessage("It depends on the city.")
                .addUserMessage("And what about it in Copenhagen?")
                .build();

        assertThat(client.chat()
                        .completions()
                        .create(request)
                        .choices()
                        .getFirst()
                        .message()
                        .content())
                .hasValueSatisfying(text -> assertThat(text).contains("190 euros"));
    }

    @Test
    void aResponseIsACitedAnswer() {
        Response response = client.responses()
                .create(ResponseCreateParams.builder()
                        .model("tributary")
                        .input(QUESTION)
                        .build());

        response.validate();
        assertAnswered(response);
    }

    @Test
    void aStreamedResponseComesToTheSame() {
        ResponseAccumulator whole = ResponseAccumulator.create();
        List<ResponseStreamEvent> events = new ArrayList<>();
        ResponseCreateParams request = ResponseCreateParams.builder()
                .model("tributary")
                .input(QUESTION)
                .build();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(request)) {
            stream.stream().peek(whole::accumulate).forEach(events::add);
        }

        assertAnswered(whole.response());
        assertThat(events.getFirst().created()).isPresent();
        assertThat(events.getLast().completed()).isPresent();
        assertThat(events)
                .anySatisfy(event -> assertThat(event.outputTextDelta()).isPresent());
        assertThat(events)
                .anySatisfy(
                        event -> assertThat(event.outputTextAnnotationAdded()).isPresent());
    }

    @Test
    void textsAreEmbeddedWithTheModelOfTheIndex() {
        CreateEmbeddingResponse embeddings = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("tributary")
                        .inputOfArrayOfStrings(List.of("one", "two"))
                        .build());

        assertThat(embeddings.data())
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(each.embedding()).hasSize(library.embedder().dimensions()));
        assertThat(embeddings.usage().totalTokens()).isPositive();
    }

    @Test
    void modelsAreListedByTheNamesThatRequestsMayUse() {
        assertThat(client.models().list().data()).extracting(Model::id).contains("tributary", "extractive");
        assertThat(client.models().retrieve("tributary").ownedBy()).isEqualTo("tributary");
    }

    @Test
    void aSourceIsSearchedAsAVectorStore() {
        List<VectorStoreSearchResponse> found = client.vectorStores()
                .search(VectorStoreSearchParams.builder()
                        .vectorStoreId("handbook")
                        .query(QUESTION)
                        .maxNumResults(1)
                        .build())
                .data();

        assertThat(found).singleElement().satisfies(hit -> {
            assertThat(hit.fileId()).isEqualTo(travel.toString());
            assertThat(hit.content().getFirst().text()).contains("190 euros");
        });
    }

    @Test
    void anotherSourceHasNothing() {
        VectorStoreSearchParams request = VectorStoreSearchParams.builder()
                .vectorStoreId("elsewhere")
                .query(QUESTION)
                .build();

        assertThat(client.vectorStores().search(request).data()).isEmpty();
    }

    @Test
    void anUnknownModelIsNotFoundAndTheOthersAreNamed() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.chat().completions().create(chat("gpt-none", QUESTION)))
                .withMessageContainingAll("gpt-none", "tributary", "extractive");
    }

    @Test
    void aBadRequestNamesTheField() {
        ChatCompletionCreateParams twice =
                chat("tributary", QUESTION).toBuilder().n(2).build();
        BadRequestException refused = catchThrowableOfType(
                BadRequestException.class, () -> client.chat().completions().create(twice));

        assertThat(refused.param()).contains("n");
        assertThat(refused.type()).contains("invalid_request_error");
    }

    @Test
    void aWrongKeyIsRefusedAsOpenAiWould() {
        UnauthorizedException refused = catchThrowableOfType(
                UnauthorizedException.class,
                () -> client("no-such-key-at-all").models().list());

        assertThat(refused.code()).contains("invalid_api_key");
    }

    private static ChatCompletionCreateParams chat(String model, String question) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(question)
                .build();
    }

    private static void assertCited(ChatCompletionMessage message) {
        String text = message.content().orElseThrow();
        assertThat(message.annotations().orElseThrow()).isNotEmpty().allSatisfy(annotation -> {
            ChatCompletionMessage.Annotation.UrlCitation citation = annotation.urlCitation();
            assertThat(text.substring((int) citation.startIndex(), (int) citation.endIndex()))
                    .matches("\\[\\d+]");
            assertThat(citation.url()).isEqualTo("file:///handbook/travel-policy.md");
            assertThat(citation.title()).isEqualTo("Travel policy");
        });
    }

    private static void assertAnswered(Response response) {
        ResponseOutputText text =
                response.output().getFirst().asMessage().content().getFirst().asOutputText();
        assertThat(text.text()).contains("190 euros", "[1]");
        assertThat(text.annotations())
                .isNotEmpty()
                .allSatisfy(annotation ->
                        assertThat(annotation.asFileCitation().fileId()).isEqualTo(travel.toString()));
    }
}
