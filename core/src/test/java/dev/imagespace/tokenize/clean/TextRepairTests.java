package dev.imagespace.tokenize.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every expectation is what ftfy 6.3.1 returns. */
class TextRepairTests {

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("schÃ¶n cafÃ©", "schön café"),
        arguments("â€œquotedâ€\u009d itâ€™s", "\"quoted\" it's"),
        arguments("ÃƒÂ©tÃƒÂ©", "été"),
        arguments("l’été où", "l'été où"),
        arguments("CAFÉ™ NESTLÉ®", "CAFÉ™ NESTLÉ®"),
        arguments("É– É…", "É– É…"),
        arguments("voilÃ  le printemps", "voilà le printemps"),
        arguments("Ã  la carte", "à la carte"),
        arguments("Ã quele abraÃ§o", "àquele abraço"),
        arguments("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
        arguments("РїСЂРёРІРµС‚", "привет"),
        arguments("Î•Î»Î»Î¬Î´Î±", "Ελλάδα"),
        arguments("Ă©tĂ©", "été"),
        arguments("ðŸ˜€ smile", "😀 smile"),
        arguments("í ½í¸€", "í ½í¸€"),
        arguments("æ—¥æœ¬", "日本"),
        arguments("ã\u0081\u0082", "あ"),
        arguments("na√Øve caf√©", "naïve café"),
        arguments("na├»ve caf├⌐", "naïve café"),
        arguments("ÅŸehir", "ÅŸehir"),
        arguments("\u0093quoted\u0094 \u0085", "\"quoted\" …"),
        arguments("café \u0096 bar", "café – bar"),
        arguments("Â© 2024 Â® price Â£5", "© 2024 ® price £5"),
        arguments("5Â°C and 10 Âµm", "5°C and 10 µm"),
        arguments("snow â˜ƒ and é", "snow ☃ and é"),
        arguments("Mãe Ã© amiga, â€“ sim", "Mãe é amiga, – sim"),
        arguments("Itâ€?s lost", "It\ufffds lost"),
        arguments("broken Ã\ufffd here Ã©", "broken \ufffd here é"),
        arguments("╔═╗ box ┌─┐", "╔═╗ box ┌─┐"),
        arguments("(╯°□°)╯ ÒÓÔ", "(╯°□°)╯ ÒÓÔ"),
        arguments("×² ½ ±5 €5", "ײ ½ ±5 €5"),
        arguments("&lt;b&gt; &EACUTE;t&eacute; &NOTANENTITY; &#39;", "<b> Été &NOTANENTITY; '"),
        arguments("<p>&lt;b&gt;\n&amp;", "<p>&lt;b&gt;\n&amp;"),
        arguments("a\r\nb\rc\u2028d\u2029e\u0085f", "a\nb\nc\nd\ne…f"),
        arguments("ĳs Ǆ ǆ ŉ ﬅ ﬆ ﬃ", "ijs DŽ dž 'n ſt st ffi"),
        arguments("ＡＢＣ＄＼１￥ｶﾞ", "ABC$\\1¥ガ"),
        arguments("‘a’ ‚b‛ “c” „d‟ ʼn", "'a' 'b' \"c\" \"d\" 'n"),
        arguments("\u001b[1;31mred\u001b[0m \u001b[x", "red "),
        arguments("\u0000a\u0008\u000bb\u007f\u206ac\ufeff\ufff9", "abc"),
        arguments("e\u0301 A\u030a", "é Å"),
        arguments("\ud83d lone \ude00", "\ufffd lone \ufffd"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void textIsRepairedAsByThePeer(String text, String repaired) {
    assertThat(TextRepair.repair(text)).isEqualTo(repaired);
  }

  @Test
  void everyCharacterOfAnEncodingSurvivesTheWrongOne() {
    String text = "Grüße aus Zürich – à bientôt, señor";
    for (SingleByteEncoding encoding : SingleByteEncoding.ALL) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      StringBuilder garbled = new StringBuilder();
      for (byte b : utf8) {
        garbled.append(b >= 0 ? (char) b : encoding.upperHalf().charAt(b & 0x7f));
      }
      assertThat(TextRepair.repair(garbled.toString())).as(encoding.name()).isEqualTo(text);
    }
  }

  @Test
  void hugeTextIsNoProblem() {
    int times = 300_000;

    assertThat(TextRepair.repair("Ã©".repeat(times))).isEqualTo("é".repeat(times));
    assertThat(TextRepair.repair("日Ã©".repeat(times))).isEqualTo("日é".repeat(times));
    assertThat(TextRepair.repair("\u001b[" + ";".repeat(times))).hasSize(times + 1);
    assertThat(TextCleaning.LOWER.clean("&amp".repeat(times))).isEqualTo("&".repeat(times));
  }
}
