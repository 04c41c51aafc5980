package dev.tributary.query.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.tributary.events.ModelEvent;
import dev.tributary.events.ModelEvent.ModelConfigured;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A chat model behind a server, whose replies are streamed. */
final class StreamedModel implements LanguageModel {

    /** What a reply is taken to cost at most where the model may write as long as it likes. */
    private static final int UNLIMITED_REPLY = 8_192;

    private final ModelConfigured settings;
    private final Provider provider;
    private final Key key;
    private final ModelFailures failures;
    private volatile @Nullable Client client;

    /** @param key is asked before each reply, so that a new key needs no restart */
    StreamedModel(ModelConfigured settings, Provider provider, Key key, ModelFailures failures) {
        this.settings = settings;
        this.provider = provider;
        this.key = key;
        this.failures = failures;
    }

    /** Where the server's key comes from. */
    interface Key {

        /**
         * The key; null if the server wants none.
         *
         * @throws ModelFailedException if there should be one and is none
         */
        @Nullable String read();
    }

    private record Client(@Nullable String key, StreamingChatModel model) {}

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Usage reply(String instructions, List<Turn> conversation, Consumer<String> pieces) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(instructions));
        conversation.forEach(turn -> messages.add(message(turn)));
        ReplyRelay relay = new ReplyRelay(Duration.ofMillis(settings.timeoutMillis()), failures);
        ask(ChatRequest.builder().messages(messages).build(), relay);
        return relay.drain(pieces, () -> estimate(instructions, conversation)).at(settings.price());
    }

    @Override
    public Usage most(String instructions, List<Turn> conversation) {
        return new Usage(estimate(instructions, conversation), longestReply(), true, BigDecimal.ZERO)
                .at(settings.price());
    }

    @Override
    public Usage cut(String instructions, List<Turn> conversation, String written) {
        return new Usage(estimate(instructions, conversation), Tokens.estimate(written), true, BigDecimal.ZERO)
                .at(settings.price());
    }

    private int longestReply() {
        ModelEvent.Parameters parameters = settings.parameters();
        Integer older = parameters.maxTokens();
        Integer newer = parameters.maxCompletionTokens();
        return newer != null ? newer : older != null ? older : UNLIMITED_REPLY;
    }

    /**
     * Returns at once. LangChain4j's client reads the whole stream on the thread that asks if the server was quick to begin:
     * that must not be the thread that passes the pieces on.
     */
    private void ask(ChatRequest request, ReplyRelay relay) {
        String current = key.read();
        Thread.startVirtualThread(() -> {
            try {
                StreamingChatModel model = client(current);
                StreamWatch.during(() -> model.chat(request, relay), relay::onEnd);
            } catch (RuntimeException refused) {
                relay.onError(refused);
            }
        });
    }

    private StreamingChatModel client(@Nullable String current) {
        Client known = client;
        if (known == null || !Objects.equals(known.key(), current)) {
            known = new Client(current, Clients.of(provider, settings, current, new StreamWatch()));
            client = known;
        }
        return known.model();
    }

    private static int estimate(String instructions, List<Turn> conversation) {
        return Tokens.estimate(instructions)
                + conversation.stream()
                        .mapToInt(turn -> Tokens.estimate(turn.text()))
                        .sum();
    }

    private static ChatMessage message(Turn turn) {
        return switch (turn.speaker()) {
            case USER -> UserMessage.from(turn.text());
            case ASSISTANT -> AiMessage.from(turn.text());
        };
    }
}
