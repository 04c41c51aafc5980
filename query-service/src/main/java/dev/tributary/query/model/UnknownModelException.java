package dev.tributary.query.model;

import dev.tributary.platform.web.Problems;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Somebody named a model that there is not: 404 with the names there are. */
final class UnknownModelException extends ErrorResponseException {

    UnknownModelException(String name, List<String> names) {
        super(HttpStatus.NOT_FOUND, problem(name, names), null);
    }

    private static ProblemDetail problem(String name, List<String> names) {
        ProblemDetail problem = Problems.of(
                HttpStatus.NOT_FOUND,
                names.isEmpty()
                        ? "There is no model '" + name + "'; none is configured."
                        : "There is no model '" + name + "'; there are: " + String.join(", ", names) + ".");
        problem.setProperty("field", "model");
        problem.setProperty("allowed", names);
        problem.setProperty("code", "model_not_found");
        return problem;
    }
}
