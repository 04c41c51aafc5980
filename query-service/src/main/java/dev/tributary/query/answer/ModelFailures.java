package dev.tributary.query.answer;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what went wrong at the model server, and what to do about it. */
final class ModelFailures {

    private final String server;
    private final String model;
    private final Duration timeout;

    ModelFailures(URI baseUrl, String model, Duration timeout) {
        this.server = "The model server at " + baseUrl.getScheme() + "://" + baseUrl.getHost()
                + (baseUrl.getPort() < 0 ? "" : ":" + baseUrl.getPort()) + baseUrl.getPath();
        this.model = model;
        this.timeout = timeout;
    }

    ModelFailedException silent() {
        return ModelFailedException.timeout(tooSlow(), null);
    }

    ModelFailedException brokenOff() {
        return ModelFailedException.badGateway(
                server + " broke off its reply, or sent an empty one. Ask again; if it happens again, see the log of"
                        + " the model server.",
                null);
    }

    ModelFailedException of(Throwable error) {
        if (has(error, TimeoutException.class) || has(error, HttpTimeoutException.class)) {
            return ModelFailedException.timeout(tooSlow(), error);
        }
        return ModelFailedException.badGateway(server + " " + explain(error), error);
    }

    private String tooSlow() {
        return server + " said nothing for " + timeout.toMillis() / 1000.0
                + " seconds. Check that it is running and not overloaded, or raise tributary.chat.timeout.";
    }

    private String explain(Throwable error) {
        if (has(error, AuthenticationException.class)) {
            return "refused the API key. Set tributary.chat.api-key to a valid one.";
        } else if (has(error, ModelNotFoundException.class)) {
            return "has no model \"" + model + "\", or is not at this address. Check tributary.chat.model and"
                    + " tributary.chat.base-url.";
        } else if (has(error, RateLimitException.class)) {
            return "is rate limiting (429). Ask again later, or raise the limit of the account.";
        } else if (has(error, ConnectException.class) || has(error, UnresolvedAddressException.class)) {
            return "cannot be reached. Check that it is running, and tributary.chat.base-url.";
        } else if (find(error, HttpException.class) instanceof HttpException http) {
            return "answered with status " + http.statusCode()
                    + ". See the log of the model server, and check tributary.chat.model and"
                    + " tributary.chat.context-tokens.";
        }
        return "sent what is not a chat completion, or broke off. Check that tributary.chat.base-url names an"
                + " OpenAI-compatible server, up to its version (for instance http://localhost:11434/v1).";
    }

    private static boolean has(Throwable error, Class<? extends Throwable> type) {
        return find(error, type) != null;
    }

    private static @Nullable Throwable find(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }
}
