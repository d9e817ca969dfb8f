package dev.imagespace.image.notation;

/** An entry of the list of allowed hosts: {@code host}, or {@code *.suffix} for all below it. */
public record HostPattern(boolean below, HostName name) {

  public static HostPattern of(String text) {
    boolean below = text.startsWith("*.");
    try {
      return new HostPattern(below, HostName.of(below ? text.substring(2) : text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' in 'imagespace.image.url.allowed-hosts' is neither a host such as 'example.org', nor '*.example.org' for all hosts below it"
              .formatted(text),
          e);
    }
  }

  public boolean matches(HostName host) {
    return below ? host.text().endsWith("." + name.text()) : host.equals(name);
  }
}
