package dev.imagespace.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The licence of the weights of a model, which may be narrower than that of the code around them.
 * From the table {@code weight-licences.txt}, whose lines have their sources; for other models,
 * from what the model card names. Not legal advice. Immutable.
 *
 * @param name such as "mit"; null where none is named
 * @param use what it is known to allow
 * @param source where that is written
 */
public record WeightLicence(@Nullable String name, Use use, String source) {
  /** Of the model that comes with this library. */
  public static final WeightLicence OWN =
      new WeightLicence("apache-2.0", Use.COMMERCIAL, "the LICENSE of this library");

  private static final String TABLE = "weight-licences.txt";

  /** What a licence allows. */
  public enum Use {
    COMMERCIAL,
    NON_COMMERCIAL,
    UNKNOWN
  }

  private record Line(Pattern subject, String name, Use use, String source) {}

  /** Read at its first use. */
  private static final class Holder {
    static final List<Line> LINES = read();
  }

  /**
   * The licence of a model.
   *
   * @param repository owner/name; null for a model that comes from no hub
   * @param card the licence that its card names; null for none
   */
  public static WeightLicence of(@Nullable String repository, @Nullable String card) {
    String subject = repository == null ? "" : repository;
    String tag = card == null ? "" : "licence:" + card.toLowerCase(Locale.ROOT);
    return Holder.LINES.stream()
        .filter(
            line -> line.subject.matcher(subject).matches() || line.subject.matcher(tag).matches())
        .findFirst()
        .map(
            line ->
                new WeightLicence(line.name.equals("-") ? card : line.name, line.use, line.source))
        .orElse(new WeightLicence(card, Use.UNKNOWN, "the model card"));
  }

  /** In words, such as "cc-by-nc-4.0: no commercial use (open_clip docs/PRETRAINED.md)". */
  public String describe() {
    return "%s: %s (%s)"
        .formatted(
            name == null ? "not named" : name,
            switch (use) {
              case COMMERCIAL -> "commercial use allowed";
              case NON_COMMERCIAL -> "no commercial use";
              case UNKNOWN -> "commercial use not known to be allowed";
            },
            source);
  }

  /**
   * Refuses what the settings do not accept.
   *
   * @param model as the user named it
   * @throws ModelLicenceException with the licence and where it is written
   */
  public void require(HubSettings.LicencePolicy accepted, String model) {
    if (accepted == HubSettings.LicencePolicy.COMMERCIAL && use != Use.COMMERCIAL) {
      throw new ModelLicenceException(
          "The licence of the weights of model '%s' is %s, and 'imagespace.model-licence=commercial' accepts no other than those known to allow commercial use. Choose another model, or set 'imagespace.model-licence=any' where you have the right to use it."
              .formatted(model, describe()));
    }
  }

  private static List<Line> read() {
    try (InputStream in = Objects.requireNonNull(WeightLicence.class.getResourceAsStream(TABLE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" {2,}", 4))
          .map(c -> new Line(glob(c[0]), c[1], Use.valueOf(c[2]), c[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pattern glob(String text) {
    return Pattern.compile(
        text.chars()
            .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
            .reduce("", String::concat),
        Pattern.CASE_INSENSITIVE);
  }
}
