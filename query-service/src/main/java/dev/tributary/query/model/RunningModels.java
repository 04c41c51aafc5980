package dev.tributary.query.model;

import dev.tributary.events.ModelEvent.ModelConfigured;
import dev.tributary.events.ModelEvent.Parameters;
import dev.tributary.events.ModelEvent.Price;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes models from their settings. */
final class RunningModels {

    private static final Logger LOG = LoggerFactory.getLogger(RunningModels.class);

    private final ModelProperties properties;
    private final SecretStore secrets;
    private final ModelMetrics metrics;

    RunningModels(ModelProperties properties, SecretStore secrets, ModelMetrics metrics) {
        this.properties = properties;
        this.secrets = secrets;
        this.metrics = metrics;
    }

    /** The model that the process is started with; nothing if there is none. */
    Optional<RunningModel> of(ChatProperties chat) {
        URI baseUrl = chat.baseUrl();
        String name = chat.model();
        if (baseUrl == null || name == null) {
            LOG.info("No chat model is configured: answers are the best sentences of the passages unless a route says"
                    + " otherwise");
            return Optional.empty();
        }
        LOG.info("Answers are written by {} at {} unless a route says otherwise", name, baseUrl.getHost());
        ModelConfigured settings = new ModelConfigured(
                name,
                Provider.OPENAI_COMPATIBLE.wireName(),
                baseUrl,
                name,
                null,
                chat.timeout().toMillis(),
                new Parameters(chat.temperature(), null, chat.maxTokens(), null),
                new Price(chat.inputPrice(), chat.outputPrice()),
                Instant.EPOCH);
        return Optional.of(running(
                settings, true, Provider.OPENAI_COMPATIBLE, failures -> chat::apiKey, SettingNames.ofProperties()));
    }

    /** A model that came with the topic; nothing if a later version of Tributary knows its provider and this one not. */
    Optional<RunningModel> of(ModelConfigured settings) {
        Optional<Provider> provider = Provider.named(settings.provider());
        if (provider.isEmpty()) {
            LOG.warn("Model {} is left out: this version knows no provider {}", settings.name(), settings.provider());
        }
        return provider.map(known -> running(
                settings,
                false,
                known,
                failures -> () -> key(settings.secret(), failures),
                SettingNames.ofApi(settings.name(), known)));
    }

    /** A key's place, given how to say that it is empty. */
    private interface KeyPlace {
        StreamedModel.Key key(ModelFailures failures);
    }

    private RunningModel running(
            ModelConfigured settings, boolean fixed, Provider provider, KeyPlace place, SettingNames names) {
        ModelFailures failures = new ModelFailures(
                settings.baseUrl(), settings.model(), Duration.ofMillis(settings.timeoutMillis()), names);
        StreamedModel streamed = new StreamedModel(settings, provider, place.key(failures), failures);
        return new RunningModel(settings, fixed, new GuardedModel(streamed, failures, properties, metrics));
    }

    private @Nullable String key(@Nullable String secret, ModelFailures failures) {
        return secret == null ? null : secrets.read(secret).orElseThrow(failures::keyMissing);
    }
}
