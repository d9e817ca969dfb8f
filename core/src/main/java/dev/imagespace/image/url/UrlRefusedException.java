package dev.imagespace.image.url;

/** A hop that ends, said without the name of the URL, which whoever follows the hops knows. */
final class UrlRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UrlRefusedException(String why) {
    super(why, null, false, false);
  }
}
