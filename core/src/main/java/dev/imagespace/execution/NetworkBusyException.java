package dev.imagespace.execution;

/** A picture or text did not get its turn in time. The message says how many wait, and for what. */
public final class NetworkBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NetworkBusyException(String message) {
    super(message);
  }
}
