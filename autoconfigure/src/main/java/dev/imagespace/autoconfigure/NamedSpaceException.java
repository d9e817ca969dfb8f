package dev.imagespace.autoconfigure;

/** A space that properties name could not be opened; the cause says why. */
final class NamedSpaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String space;

  NamedSpaceException(String space, RuntimeException cause) {
    super("The space '%s' (%s.%s)".formatted(space, PropertyNames.SPACES, space), cause);
    this.space = space;
  }

  String space() {
    return space;
  }
}
