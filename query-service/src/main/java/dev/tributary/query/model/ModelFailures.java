package dev.tributary.query.model;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.tributary.query.model.ModelFailedException.Reason;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what went wrong at the model server, and what to do about it. */
final class ModelFailures {

    private static final int SERVER_ERRORS = 500;

    private final String server;
    private final String model;
    private final Duration timeout;
    private final SettingNames settings;

    ModelFailures(URI baseUrl, String model, Duration timeout, SettingNames settings) {
        this.server = "The model server at " + baseUrl.getScheme() + "://" + baseUrl.getHost()
                + (baseUrl.getPort() < 0 ? "" : ":" + baseUrl.getPort()) + baseUrl.getPath();
        this.model = model;
        this.timeout = timeout;
        this.settings = settings;
    }

    ModelFailedException silent() {
        return silent(null);
    }

    private ModelFailedException silent(@Nullable Throwable cause) {
        return failed(
                Reason.SILENT,
                "said nothing for " + timeout.toMillis() / 1000.0
                        + " seconds. Check that it is running and not overloaded, or raise " + settings.timeout()
                        + ".",
                cause);
    }

    ModelFailedException brokenOff() {
        return failed(
                Reason.BROKEN_OFF,
                "broke off its reply, or sent an empty one. Ask again; if it happens again, see the log of the model"
                        + " server.",
                null);
    }

    ModelFailedException keyMissing() {
        return failed(
                Reason.KEY_MISSING,
                "was not asked, because this process finds no key where " + settings.key()
                        + " says. Put the key there, for every process of the query service.",
                null);
    }

    ModelFailedException resting() {
        return failed(
                Reason.RESTING,
                "failed too often of late and is not asked for some seconds. Ask again later, or route to another"
                        + " model.",
                null);
    }

    ModelFailedException of(Throwable error) {
        if (has(error, TimeoutException.class) || has(error, HttpTimeoutException.class)) {
            return silent(error);
        } else if (has(error, AuthenticationException.class)) {
            return failed(Reason.KEY_REFUSED, "refused the API key. Set " + settings.key() + " to a valid one.", error);
        } else if (has(error, ModelNotFoundException.class)) {
            return failed(
                    Reason.UNKNOWN_MODEL,
                    "has no model \"" + model + "\", or is not at this address. Check " + settings.model() + " and "
                            + settings.address() + ".",
                    error);
        } else if (has(error, RateLimitException.class)) {
            return failed(
                    Reason.RATE_LIMITED,
                    "is rate limiting (429). Ask again later, or raise the limit of the account.",
                    error);
        } else if (has(error, ConnectException.class) || has(error, UnresolvedAddressException.class)) {
            return failed(
                    Reason.UNREACHABLE,
                    "cannot be reached. Check that it is running, and " + settings.address() + ".",
                    error);
        } else if (find(error, HttpException.class) instanceof HttpException http) {
            return failed(
                    http.statusCode() < SERVER_ERRORS ? Reason.REQUEST_REFUSED : Reason.SERVER_ERROR,
                    "answered with status " + http.statusCode() + ". See the log of the model server, and check "
                            + settings.model() + " and tributary.chat.context-tokens.",
                    error);
        }
        return failed(
                Reason.GARBAGE,
                "sent what is not a chat completion, or broke off. Check that " + settings.address() + " names "
                        + settings.server() + ".",
                error);
    }

    private ModelFailedException failed(Reason reason, String what, @Nullable Throwable cause) {
        return new ModelFailedException(reason, server + " " + what, cause);
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
