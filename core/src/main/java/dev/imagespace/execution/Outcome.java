package dev.imagespace.execution;

import java.util.function.Function;

/**
 * What became of one input among many: a value, or the reason why there is none. A rejected input
 * does not concern the others. Immutable, as far as the value is.
 */
public sealed interface Outcome<T> {

  /** There is a value. */
  record Success<T>(T value) implements Outcome<T> {}

  /**
   * There is none.
   *
   * @param reason such as an {@code ImageRejectedException} or a {@link TextRejectedException}
   */
  record Rejected<T>(RuntimeException reason) implements Outcome<T> {}

  static <T> Outcome<T> of(T value) {
    return new Success<>(value);
  }

  static <T> Outcome<T> rejected(RuntimeException reason) {
    return new Rejected<>(reason);
  }

  /**
   * The value.
   *
   * @throws RuntimeException the reason, if there is none
   */
  default T orElseThrow() {
    if (this instanceof Rejected<T> rejected) {
      throw rejected.reason();
    }
    return ((Success<T>) this).value();
  }

  /** The same with another value, made of this one; a reason stays as it is. */
  default <R> Outcome<R> map(Function<? super T, ? extends R> function) {
    return this instanceof Rejected<T> rejected
        ? rejected(rejected.reason())
        : of(function.apply(orElseThrow()));
  }
}
