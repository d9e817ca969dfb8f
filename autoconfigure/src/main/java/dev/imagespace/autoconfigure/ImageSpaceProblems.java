package dev.imagespace.autoconfigure;

import dev.imagespace.EmptyItemException;
import dev.imagespace.execution.NetworkBusyException;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.model.ModelDownloadException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers pictures and texts that are rejected with problem details (RFC 9457). Their {@code
 * reason} is for programs: a name of {@link ImageRejectedException.Reason}, or one of those below.
 * An answer says nothing of the exception's own message, which may name a file of the server. Comes
 * after every advice of the application. Thread-safe.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ImageSpaceProblems {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(30);

  ImageSpaceProblems() {}

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onImage(ImageRejectedException e) {
    String reason = e.reason().name();
    return switch (e.reason()) {
      case MALFORMED_SOURCE -> problem(400, reason, "It names no picture.");
      case NOT_ALLOWED -> problem(403, reason, "Pictures are not read from there.");
      case UNREADABLE -> problem(422, reason, "The picture cannot be fetched.");
      case TOO_LARGE ->
          problem(413, reason, "The picture has more bytes, pixels or frames than are accepted.");
      case UNSUPPORTED -> problem(415, reason, "This is no picture of a known format.");
      case DAMAGED -> problem(422, reason, "The picture is not complete.");
      case TOO_SLOW -> problem(422, reason, "The picture takes too long to decode.");
      case BUSY, OUT_OF_MEMORY, INTERRUPTED -> busy(reason);
    };
  }

  /** Reason {@code TEXT_TOO_LONG}. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> onText(TextRejectedException e) {
    return problem(413, "TEXT_TOO_LONG", "The text is longer than is accepted.");
  }

  /** Reason {@code EMPTY_ITEM}. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> onNothing(EmptyItemException e) {
    return problem(400, "EMPTY_ITEM", "A picture or a description is needed.");
  }

  /** Reason {@code BUSY}. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> onBusy(NetworkBusyException e) {
    return busy("BUSY");
  }

  /** Reason {@code MODEL_UNAVAILABLE}. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> onModel(ModelDownloadException e) {
    return problem(503, "MODEL_UNAVAILABLE", "The model is not here yet.", LATER);
  }

  private static ResponseEntity<ProblemDetail> busy(String reason) {
    return problem(503, reason, "There is more to do than can be done now.", SOON);
  }

  private static ResponseEntity<ProblemDetail> problem(int status, String reason, String detail) {
    return problem(status, reason, detail, null);
  }

  private static ResponseEntity<ProblemDetail> problem(
      int status, String reason, String detail, @Nullable Duration retryAfter) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail);
    problem.setProperty("reason", reason);
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (retryAfter != null) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds()));
    }
    return answer.body(problem);
  }
}
