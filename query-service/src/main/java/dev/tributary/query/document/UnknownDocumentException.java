package dev.tributary.query.document;

import dev.tributary.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** 404: there is no such document, or the reader may not know of it; the two look alike. */
public final class UnknownDocumentException extends ErrorResponseException {

    UnknownDocumentException(String id, @Nullable Throwable cause) {
        super(
                HttpStatus.NOT_FOUND,
                Problems.of(
                        HttpStatus.NOT_FOUND,
                        "There is no document with the id '" + VisibleText.line(id)
                                + "' that you may read. Take the id from the results of a search made just now."),
                cause);
    }
}
