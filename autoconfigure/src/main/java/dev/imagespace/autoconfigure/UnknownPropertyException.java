package dev.imagespace.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/** A start with properties below {@code imagespace.} that nothing reads. */
final class UnknownPropertyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Unknown> unknown;

  /**
   * A property that nothing reads. Immutable.
   *
   * @param nearest the name that was meant, perhaps; null where none is near
   * @param shared whether the name is one, but not of a single space
   */
  record Unknown(String name, @Nullable Origin origin, @Nullable String nearest, boolean shared) {}

  UnknownPropertyException(List<Unknown> unknown) {
    super("Nothing reads " + unknown.stream().map(Unknown::name).toList());
    this.unknown = List.copyOf(unknown);
  }

  List<Unknown> unknown() {
    return unknown;
  }
}
