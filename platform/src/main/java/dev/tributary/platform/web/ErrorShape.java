package dev.tributary.platform.web;

import org.springframework.http.ProblemDetail;

/** Another form of error bodies, for endpoints that speak somebody else's protocol. A service declares it as a bean. */
public interface ErrorShape {

    /** @param path of the request */
    boolean appliesTo(String path);

    /** What stands in the body instead of the problem; sent as {@code application/json} with the problem's status. */
    Object body(ProblemDetail problem);

    /** What {@link #body} returns, for the description of the API. */
    Class<?> bodyType();
}
