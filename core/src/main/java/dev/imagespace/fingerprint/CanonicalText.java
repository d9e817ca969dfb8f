package dev.imagespace.fingerprint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings that decide a vector, as a text that every later version writes the same; vectors that
 * are stored under its digest depend on it. One line for each setting, sorted by name.
 *
 * <p>A setting that comes later states a neutral value, which is how vectors were made before it
 * came, and is left out where it has that value: what is stored keeps its fingerprint. Names and
 * values are part of the format, whatever the code calls them. Not thread-safe.
 */
public final class CanonicalText {
  /** To be raised where the same settings give other vectors than before. */
  private static final int VERSION = 1;

  private final String kind;
  private final SortedMap<String, String> settings = new TreeMap<>();

  private CanonicalText(String kind) {
    this.kind = kind;
  }

  /** Without settings yet. */
  public static CanonicalText of(String kind) {
    return new CanonicalText(kind);
  }

  public CanonicalText with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  public CanonicalText with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** Exactly, as the bits are: in decimal, JDKs write some numbers differently. */
  public CanonicalText with(String name, double value) {
    return with(name, Double.toHexString(value));
  }

  /** As {@link #with(String, double)}, in order. */
  public CanonicalText withFloats(String name, List<Float> values) {
    return with(name, values.stream().map(Float::toHexString).collect(Collectors.joining(" ")));
  }

  /** In order. */
  public CanonicalText withIntegers(String name, List<Integer> values) {
    return with(name, values.stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  /** By its name in lower case. */
  public CanonicalText with(String name, Enum<?> value) {
    return with(name, word(value));
  }

  /** The settings of a part, each behind the name of the part. */
  public CanonicalText with(String name, CanonicalText part) {
    with(name, part.kind);
    part.settings.forEach((key, value) -> with(name + "." + key, value));
    return this;
  }

  /** Left out where it is neutral. */
  public CanonicalText withUnless(String neutral, String name, String value) {
    return value.equals(neutral) ? this : with(name, value);
  }

  /** Left out where it is neutral. */
  public CanonicalText withUnless(long neutral, String name, long value) {
    return value == neutral ? this : with(name, value);
  }

  /** Left out where it is neutral. */
  public <E extends Enum<E>> CanonicalText withUnless(E neutral, String name, E value) {
    return value == neutral ? this : with(name, value);
  }

  /** The bytes that are digested. */
  public byte[] bytes() {
    return toString().getBytes(UTF_8);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
        .collect(Collectors.joining("", "imagespace %d %s\n".formatted(VERSION, kind), ""));
  }
}
