package dev.imagespace.image.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTests {

  @ParameterizedTest
  @CsvSource({
    "Example.ORG, example.org",
    "example.org., example.org",
    "bücher.example, xn--bcher-kva.example",
    "my_bucket.example.org, my_bucket.example.org",
    "127.0.0.1, 127.0.0.1",
    "１２７。０。０。１, 127.0.0.1",
    "ⓛⓞcalhost, localhost",
    "[::FFFF:1.2.3.4], [::ffff:1.2.3.4]"
  })
  void aHostHasOneSpelling(String given, String text) {
    assertThat(HostName.of(given).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        "-a.example",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.01",
        "256.0.0.1",
        "1.2.3.4.5",
        "a.example.0x1",
        "127.0.0.1%2e",
        "a b",
        "a/b",
        "[::1%25eth0]",
        "[::1",
        "*"
      })
  void whatProgramsReadDifferentlyIsNoHost(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HostName.of(text));
  }

  @Test
  void aPatternStandsForOneHostOrForAllBelowIt() {
    HostPattern below = HostPattern.of("*.Example.org");
    assertThat(below.matches(HostName.of("a.b.example.org."))).isTrue();
    assertThat(below.matches(HostName.of("example.org"))).isFalse();
    assertThat(below.matches(HostName.of("badexample.org"))).isFalse();
    assertThat(below.matches(HostName.of("example.org.bad.test"))).isFalse();
    assertThat(HostPattern.of("example.org").matches(HostName.of("EXAMPLE.org"))).isTrue();
    assertThat(HostPattern.of("example.org").matches(HostName.of("a.example.org"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "*.", "a.*", "https://example.org", "example.org:443", "**.a.example"})
  void anythingElseInTheListIsRefusedWithItsProperty(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostPattern.of(text))
        .withMessageContaining("imagespace.image.url.allowed-hosts");
  }
}
