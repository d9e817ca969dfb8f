package dev.imagespace.tokenize.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.tokenize.ClipTokenizer;
import dev.imagespace.tokenize.TextTokenizer;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that cost minutes where work grows by the square: they have what a few seconds give. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileTextTests {
  private static final int LENGTH = 64_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @ParameterizedTest
  @ValueSource(strings = {"amp;", "AMP;", "#38;", "#x26;", "#0038;", "amp;#38;#X26;"})
  void anAmpersandThatWasEscapedAgainAndAgainIsOne(String layers) {
    String text = "a & b &" + layers.repeat(LENGTH / layers.length()) + "lt; &amp; &amp;amp; ü";

    assertThat(within(() -> TextCleaning.LOWER.clean(text))).isEqualTo("a & b < & & ü");
  }

  @Test
  void garbledTextBesideItIsRepaired() {
    String text = "cafÃ© &" + "amp;".repeat(LENGTH / 4) + "Ã© &Atilde;&copy;";

    assertThat(within(() -> TextCleaning.LOWER.clean(text))).isEqualTo("café &é é");
  }

  @Test
  void manyOfThemOfDifferentDepthsAreRepaired() {
    StringBuilder text = new StringBuilder();
    StringBuilder repaired = new StringBuilder();
    for (int depth = 1; text.length() < LENGTH; depth++) {
      text.append('&').append("amp;".repeat(depth)).append("lt; ");
      repaired.append("< ");
    }

    assertThat(within(() -> TextRepair.repair(text.toString()))).isEqualTo(repaired.toString());
  }

  /** Every round finds one character more, and the peer would take as many as there are. */
  @ParameterizedTest
  @ValueSource(strings = {"Â", "&#"})
  void whatNeedsThousandsOfRoundsIsRefused(String layer) {
    int times = LENGTH / 4;
    String text = layer.repeat(times) + (layer.equals("Â") ? "© 日" : "1;".repeat(times));

    assertThatThrownBy(() -> within(() -> TextCleaning.LOWER.clean(text)))
        .isInstanceOf(TextRejectedException.class)
        .hasMessageContaining("%,d characters".formatted(text.length()))
        .hasMessageNotContaining(layer);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 500})
  void aFewHundredRoundsAreNoReasonToRefuse(int rounds) {
    assertThat(TextRepair.repair("Â".repeat(rounds) + "© 日")).isEqualTo("© 日");
    assertThat(TextRepair.repair("&#".repeat(rounds) + "1;".repeat(rounds))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0301\u0316", "\u0345\u0334\u0301", "\u0301", "\u0f71\u0f73\u0344"})
  void marksUponOneCharacterAreOrdered(String marks) {
    String text = "e" + marks.repeat(LENGTH / marks.length());
    String few = "e" + marks.repeat(20);

    assertThat(within(() -> CanonicalOrder.nfc(text))).hasSizeGreaterThan(LENGTH / 2);
    assertThat(CanonicalOrder.nfc(few)).isEqualTo(Normalizer.normalize(few, Normalizer.Form.NFC));
  }

  @Test
  void ofManyMarksNfcIsThatOfTheJdk() {
    Random random = new Random(7);
    int[] points =
        random
            .ints(0x2a0, 0x1e950)
            .filter(p -> Character.getType(p) == Character.NON_SPACING_MARK || p % 5 == 0)
            .filter(p -> Character.isDefined(p) && (p < 0xd800 || p > 0xdfff))
            .limit(20_000)
            .toArray();
    for (int from = 0; from < points.length; from += 100) {
      String text = new String(points, from, 100);

      assertThat(CanonicalOrder.nfc("e" + text))
          .isEqualTo(Normalizer.normalize("e" + text, Normalizer.Form.NFC));
    }
  }

  @Test
  void anyTextOfTheGreatestLengthHasItsIdsSoon() {
    List<String> pieces =
        List.of(
            "word ",
            "a",
            "!",
            "的一是了我不人在他有",
            "の",
            "안녕",
            "👍",
            "Σ\u0301",
            "&eacute;",
            "cafÃ© ",
            "日Ã©",
            "的\u3000",
            "\u001b[",
            "&",
            "<start_of_text>",
            "\u001b[;",
            "À",
            "\ud83d",
            "&#",
            "à ",
            "1",
            "'",
            "\u0345",
            "ﬁＡ",
            "ГўВЂВ",
            "í\u00a0\u00bd",
            "&amp;\n",
            "\u0300");
    try (TextTokenizer tokenizer = ClipTokenizer.openClip(77, TextCleaning.LOWER)) {
      for (String piece : pieces) {
        String text = piece.repeat(100_000 / piece.length());

        assertThat(within(() -> tokenizer.encode(text))).as(piece).hasSizeLessThanOrEqualTo(77);
      }
    }
  }

  private static <T> T within(Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    return result;
  }
}
