package dev.imagespace.tokenize.clean;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.imagespace.tokenize.GoldenTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every expectation is what Python 3.11 and OpenCLIP 3.3 return. */
class TextCleaningTests {

  @Test
  void everyGoldenTextIsCleanedAsByOpenClip() {
    for (JsonObject row : GoldenTexts.rows()) {
      assertThat(TextCleaning.LOWER.clean(row.get("text").getAsString()))
          .as(row.get("i").getAsString())
          .isEqualTo(row.get("openclip_clean").getAsString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ΟΔΟΣ, οδος",
    "ΣΟΦΟΣ Σ, σοφος σ",
    "ΑΣ.Α, ασ.α",
    "ΑΣ.1, ας.1",
    "1Σ, 1σ",
    "Α\u0301Σ\u0301, α\u0301ς\u0301",
    "İI, i\u0307i",
    "ẞ, ß",
    "Å, å"
  })
  void lowerCaseIsPythons(String text, String lower) {
    assertThat(PythonText.lower(text)).isEqualTo(lower);
  }

  @Test
  void whiteSpaceIsPythons() {
    assertThat(PythonText.collapse("\u001c a\u00a0\u2003b\u200bc\u0085\u3000d\n"))
        .isEqualTo("a b\u200bc d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          &amp&lt;b&gt        | &<b>
          &notit; &notin;     | ¬it; ∉
          &#x41;&#66&#0067x   | ABCx
          &#128;&#x9f;        | €Ÿ
          &#0;&#xd800;&#99999999999; | \ufffd\ufffd\ufffd
          &#1;&#xfdd0;&#65535;. | .
          &NotEqualTilde;     | ≂̸
          &unknown; & &; &#;  | &unknown; & &; &#;
          """)
  void entitiesArePythons(String text, String decoded) {
    assertThat(HtmlEntities.unescape(text)).isEqualTo(decoded);
  }

  @Test
  void canonicalTextHasNoPunctuation() {
    assertThat(TextCleaning.CANONICALIZE.clean(" Don't_stop! (“Now”) — é "))
        .isEqualTo("dont stop now — é");
  }
}
