package dev.imagespace.image.url;

import dev.imagespace.image.ImageRejectedException;

/** A hop that ends, said without the name of the URL, which whoever follows the hops knows. */
final class UrlRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ImageRejectedException.Reason reason;

  /** By the policy. */
  UrlRefusedException(String why) {
    this(ImageRejectedException.Reason.NOT_ALLOWED, why);
  }

  UrlRefusedException(ImageRejectedException.Reason reason, String why) {
    super(why, null, false, false);
    this.reason = reason;
  }

  ImageRejectedException.Reason reason() {
    return reason;
  }
}
