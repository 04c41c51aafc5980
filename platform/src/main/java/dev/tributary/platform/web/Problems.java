package dev.tributary.platform.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Makes the bodies of all error responses. */
public final class Problems {

    private Problems() {}

    /** @param detail what was wrong and what to do, for a person who calls the API */
    public static ProblemDetail of(HttpStatusCode status, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        HttpStatus known = HttpStatus.resolve(status.value());
        problem.setTitle(known == null ? "Error " + status.value() : known.getReasonPhrase());
        return problem;
    }

    /** @param allowed a text or a list of what {@code field} may hold; null if there is nothing to tell */
    static ProblemDetail ofField(String detail, @Nullable String field, @Nullable Object allowed) {
        return ofField(HttpStatus.BAD_REQUEST, detail, field, allowed);
    }

    static ProblemDetail ofField(
            HttpStatusCode status, String detail, @Nullable String field, @Nullable Object allowed) {
        ProblemDetail problem = of(status, detail);
        if (field != null && !field.isEmpty()) {
            problem.setProperty("field", field);
        }
        if (allowed != null) {
            problem.setProperty("allowed", allowed);
        }
        return problem;
    }
}
