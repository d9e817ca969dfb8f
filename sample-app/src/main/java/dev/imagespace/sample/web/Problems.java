package dev.imagespace.sample.web;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.model.ModelException;
import dev.imagespace.sample.collection.CollectionException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Failures as problem details (RFC 9457); Spring adds those of its own. */
@RestControllerAdvice
class Problems {

  @ExceptionHandler
  ProblemDetail badRequest(IllegalArgumentException e) {
    return problem(HttpStatus.BAD_REQUEST, e);
  }

  @ExceptionHandler
  ProblemDetail badPicture(ImageRejectedException e) {
    return problem(HttpStatus.UNPROCESSABLE_CONTENT, e);
  }

  @ExceptionHandler
  ProblemDetail unknownPicture(UnknownPictureException e) {
    return problem(HttpStatus.NOT_FOUND, e);
  }

  @ExceptionHandler({ModelException.class, CollectionException.class})
  ProblemDetail unavailable(RuntimeException e) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, e);
  }

  private static ProblemDetail problem(HttpStatus status, RuntimeException e) {
    return ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage()));
  }
}
