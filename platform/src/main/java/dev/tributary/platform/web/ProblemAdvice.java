package dev.tributary.platform.web;

import dev.tributary.events.OutageException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns everything that a request can fail with into a problem that says what was wrong and what is allowed. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(5);

    private final BodyProblems bodies;
    private final List<ErrorShape> shapes;

    ProblemAdvice(BodyProblems bodies, ObjectProvider<ErrorShape> shapes) {
        this.bodies = bodies;
        this.shapes = shapes.orderedStream().toList();
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> invalid(InvalidRequestException failure, WebRequest request) {
        ProblemDetail problem =
                Problems.ofField(String.valueOf(failure.getMessage()), failure.field(), failure.allowed());
        return respond(failure, problem, new HttpHeaders(), request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> tooLarge(BodyTooLargeException failure, WebRequest request) {
        return respond(failure, failure.problem(), new HttpHeaders(), request);
    }

    /** The message names addresses of the infrastructure: it is for the log, not for callers. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> outage(OutageException failure, WebRequest request) {
        long seconds = Math.max(
                1, failure.retryAfter().orElse(DEFAULT_RETRY).plusMillis(999).toSeconds());
        String id = UUID.randomUUID().toString();
        log.warn("Outage {}: {}", id, failure.getMessage());
        ProblemDetail problem = Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Something that this request needs is down or overloaded; the request itself is fine. Try again in "
                        + seconds + " s. The log of the service names it under " + id + ".");
        problem.setProperty("id", id);
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return respond(failure, problem, headers, request);
    }

    /** Spring Security's own exceptions go on to it: it knows whether 401 or 403 is due. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> unexpected(Exception failure, WebRequest request) throws Exception {
        if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
            throw failure;
        }
        String id = UUID.randomUUID().toString();
        log.error("Unexpected failure {} at {}", id, path(request), failure);
        ProblemDetail problem = Problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "An unexpected failure; nothing in the request explains it. The log of the service has it under " + id
                        + ".");
        problem.setProperty("id", id);
        return respond(failure, problem, new HttpHeaders(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(failure, bodies.describe(failure), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = failure.getFieldErrors().stream()
                .map(error -> "'" + error.getField() + "' " + error.getDefaultMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        var first = failure.getFieldError();
        ProblemDetail problem = first == null
                ? Problems.of(HttpStatus.BAD_REQUEST, "The body does not hold together.")
                : Problems.ofField(detail, first.getField(), first.getDefaultMessage());
        return respond(failure, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var first = failure.getParameterValidationResults().getFirst();
        String field = first.getMethodParameter().getParameterName();
        String allowed = first.getResolvableErrors().stream()
                .map(MessageSourceResolvable::getDefaultMessage)
                .collect(Collectors.joining("; "));
        return respond(failure, Problems.ofField("'" + field + "' " + allowed, field, allowed), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String name = failure.getParameterName();
        return respond(failure, Problems.ofField("Parameter '" + name + "' is missing", name, null), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = failure instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : failure.getPropertyName();
        Class<?> type = failure.getRequiredType();
        Object allowed = bodies.allowed(type == null ? Object.class : type);
        String detail = "'%s' is '%s'; allowed: %s".formatted(field, failure.getValue(), BodyProblems.text(allowed));
        return respond(failure, Problems.ofField(detail, field, allowed), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        Set<HttpMethod> methods = failure.getSupportedHttpMethods();
        List<String> allowed = methods == null
                ? List.of()
                : methods.stream().map(HttpMethod::name).sorted().toList();
        String detail = "%s does not work here; allowed: %s".formatted(failure.getMethod(), String.join(", ", allowed));
        return respond(failure, Problems.ofField(status, detail, null, allowed), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<String> allowed = names(failure.getSupportedMediaTypes());
        String sent = failure.getContentType() == null
                ? "There is no Content-Type"
                : "The Content-Type is " + failure.getContentType();
        String detail = sent + "; allowed: " + String.join(", ", allowed);
        return respond(failure, Problems.ofField(status, detail, "Content-Type", allowed), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<String> allowed = names(failure.getSupportedMediaTypes());
        String detail = "Nothing here has a type that the Accept header names; allowed: " + String.join(", ", allowed);
        return respond(failure, Problems.ofField(status, detail, "Accept", allowed), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(failure, Problems.of(status, "There is nothing at " + path(request)), headers, request);
    }

    /** The content type is set here so that an Accept header without it cannot turn a problem into an empty body. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders all = new HttpHeaders();
        all.putAll(headers);
        if (body instanceof ProblemDetail problem && request instanceof ServletWebRequest servlet) {
            String path = servlet.getRequest().getRequestURI();
            for (ErrorShape shape : shapes) {
                if (shape.appliesTo(path)) {
                    all.setContentType(MediaType.APPLICATION_JSON);
                    return new ResponseEntity<>(shape.body(problem), all, status);
                }
            }
        }
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(body, all, status);
    }

    private @Nullable ResponseEntity<Object> respond(
            Exception failure, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(failure, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private static List<String> names(List<MediaType> types) {
        return types.stream().map(MediaType::toString).distinct().sorted().toList();
    }

    private static String path(WebRequest request) {
        return request instanceof ServletWebRequest servlet
                ? servlet.getHttpMethod() + " " + servlet.getRequest().getRequestURI()
                : request.getDescription(false);
    }
}
