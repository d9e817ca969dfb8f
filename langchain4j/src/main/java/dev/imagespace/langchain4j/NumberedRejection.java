package dev.imagespace.langchain4j;

import dev.imagespace.EmptyItemException;
import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.image.ImageRejectedException;
import java.util.ArrayList;
import java.util.List;

/** Says which of several inputs was rejected. Stateless. */
final class NumberedRejection {

  private NumberedRejection() {}

  /** The values; where one is missing, its reason, of the same type, with its number. */
  static <T> List<T> requireAll(List<Outcome<T>> outcomes) {
    List<T> values = new ArrayList<>(outcomes.size());
    for (Outcome<T> outcome : outcomes) {
      if (outcome instanceof Outcome.Rejected<T> rejected && outcomes.size() > 1) {
        throw numbered(
            "Input %d of %d: ".formatted(values.size() + 1, outcomes.size()), rejected.reason());
      }
      values.add(outcome.orElseThrow());
    }
    return values;
  }

  private static RuntimeException numbered(String number, RuntimeException reason) {
    String message = number + reason.getMessage();
    if (reason instanceof ImageRejectedException image) {
      return new ImageRejectedException(image.reason(), message, image);
    }
    if (reason instanceof TextRejectedException) {
      return caused(new TextRejectedException(message), reason);
    }
    return reason instanceof EmptyItemException
        ? caused(new EmptyItemException(message), reason)
        : reason;
  }

  private static RuntimeException caused(RuntimeException numbered, RuntimeException reason) {
    numbered.initCause(reason);
    return numbered;
  }
}
