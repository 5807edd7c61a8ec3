package io.github.camelclaid.examples.springboot;

import io.github.camelclaid.RouteStoppedException;
import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidTaskTimeoutException;
import io.github.camelclaid.client.ClaidUnavailableException;
import io.github.camelclaid.client.TaskError;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/** What a client is told of a failure: what it can do about it, and nothing of the account. */
@RestControllerAdvice
class EditProblems {

    private static final Logger LOG = LoggerFactory.getLogger(EditProblems.class);

    private static final String LATER = "Pictures cannot be edited at the moment; send it again later";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(ClaidTaskFailedException failure) {
        String reasons =
                failure.task().errors().stream().map(TaskError::message).collect(Collectors.joining("; "));
        return answer(HttpStatus.UNPROCESSABLE_ENTITY, "This picture cannot be edited: " + reasons);
    }

    @ExceptionHandler({ClaidTaskTimeoutException.class, AsyncRequestTimeoutException.class})
    ResponseEntity<ProblemDetail> late() {
        return answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The picture is still being edited; send it again in a while, that costs nothing");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ClaidApiException refusal) {
        if (refusal.httpStatus() == HttpStatus.UNPROCESSABLE_ENTITY.value()
                || refusal.httpStatus() == HttpStatus.BAD_REQUEST.value()) {
            return answer(HttpStatus.UNPROCESSABLE_ENTITY, "This picture cannot be edited: " + refusal.errorMessage());
        }
        LOG.warn("An upload was not edited: {}", refusal.getMessage());
        return answer(HttpStatus.SERVICE_UNAVAILABLE, LATER);
    }

    @ExceptionHandler({ClaidUnavailableException.class, RouteStoppedException.class})
    ResponseEntity<ProblemDetail> away() {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, LATER);
    }

    /** What is left needs somebody who reads the log: a wrong setting, an edit whose fate nobody knows. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> other(ClaidException failure) {
        LOG.error("An upload was not edited: {}", failure.getMessage());
        return answer(HttpStatus.BAD_GATEWAY, "The picture was not edited");
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, String text) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "60");
        }
        return answer.body(ProblemDetail.forStatusAndDetail(status, text));
    }
}
