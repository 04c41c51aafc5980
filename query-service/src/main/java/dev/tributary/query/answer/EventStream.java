package dev.tributary.query.answer;

import dev.tributary.events.OutageException;
import dev.tributary.platform.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;

/** A response of server-sent events, begun with the first of them. */
public final class EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final HttpServletResponse response;
    private final JsonMapper json;
    private boolean begun;

    public EventStream(HttpServletResponse response, JsonMapper json) {
        this.response = response;
        this.json = json;
    }

    /** @throws UncheckedIOException if nobody listens any more */
    public void send(String event, Object data) {
        write("event: " + event + "\n", json.writeValueAsString(data));
    }

    /**
     * An event without a name.
     *
     * @throws UncheckedIOException if nobody listens any more
     */
    public void data(String data) {
        write("", data);
    }

    /** Whether anything was sent. */
    public boolean begun() {
        return begun;
    }

    private void write(String head, String data) {
        if (!begun) {
            begun = true;
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no");
        }
        String frame = head + "data: " + data + "\n\n";
        try {
            response.getOutputStream().write(frame.getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the stream with a problem; throws the failure on if there is no stream yet, for a plain response. */
    void fail(RuntimeException failure) {
        if (!begun) {
            throw failure;
        }
        if (failure instanceof UncheckedIOException) {
            LOG.debug("The reader left before the answer was whole");
            return;
        }
        send("error", problem(failure));
    }

    /** What a client may know of a failure in the middle of an answer. */
    public static ProblemDetail problem(RuntimeException failure) {
        return switch (failure) {
            case ErrorResponseException known -> known.getBody();
            case OutageException outage -> {
                LOG.warn("An answer met an outage: {}", outage.getMessage());
                yield Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Something that the answer needs is down or overloaded. Ask again in a minute; the log of the"
                                + " query service names it.");
            }
            default -> {
                LOG.error("An answer could not be completed", failure);
                yield Problems.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "The answer could not be completed. The log of the query service says why.");
            }
        };
    }
}
