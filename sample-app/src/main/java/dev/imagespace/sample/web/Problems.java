package dev.imagespace.sample.web;

import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.search.InvalidQueryException;
import dev.imagespace.model.ModelException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** Failures as problem details (RFC 9457); Spring adds those of its own, after these. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
class Problems {
  private final DataSize largest;

  Problems(@Value("${spring.servlet.multipart.max-file-size}") DataSize largest) {
    this.largest = largest;
  }

  @ExceptionHandler
  ProblemDetail invalidSearch(InvalidQueryException e) {
    return problem(HttpStatus.BAD_REQUEST, e);
  }

  @ExceptionHandler({ImageRejectedException.class, TextRejectedException.class})
  ProblemDetail rejected(RuntimeException e) {
    return problem(HttpStatus.UNPROCESSABLE_CONTENT, e);
  }

  @ExceptionHandler
  ProblemDetail largePicture(MaxUploadSizeExceededException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.CONTENT_TOO_LARGE,
        "The picture is larger than %d MB; raise 'spring.servlet.multipart.max-file-size' and '…max-request-size' to accept it."
            .formatted(largest.toMegabytes()));
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
