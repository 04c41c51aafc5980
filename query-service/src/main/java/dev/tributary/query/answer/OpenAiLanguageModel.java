package dev.tributary.query.answer;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A chat model behind any server that speaks OpenAI's chat completions. */
final class OpenAiLanguageModel implements LanguageModel {

    private final String name;
    private final Duration timeout;
    private final ModelFailures failures;
    private final StreamingChatModel model;

    OpenAiLanguageModel(URI baseUrl, String name, ChatProperties properties) {
        this.name = name;
        this.timeout = properties.timeout();
        this.failures = new ModelFailures(baseUrl, name, timeout);
        this.model = OpenAiStreamingChatModel.builder()
                .baseUrl(baseUrl.toString())
                .apiKey(properties.apiKey())
                .modelName(name)
                .timeout(timeout)
                .temperature(properties.temperature())
                .maxTokens(properties.maxTokens())
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void reply(String instructions, List<Turn> conversation, Consumer<String> pieces) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(instructions));
        conversation.forEach(turn -> messages.add(message(turn)));
        ReplyRelay relay = new ReplyRelay(timeout, failures);
        model.chat(ChatRequest.builder().messages(messages).build(), relay);
        relay.drain(pieces);
    }

    private static ChatMessage message(Turn turn) {
        return switch (turn.speaker()) {
            case USER -> UserMessage.from(turn.text());
            case ASSISTANT -> AiMessage.from(turn.text());
        };
    }
}
