package dev.imagespace.sample.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTests {

  @Test
  void aTextOfOthersStaysOnOneLineAndSteersNothing() {
    assertThat(Terminal.oneLine("a\r\nb\u001b[31mc\u202ed\u2028e 日本"))
        .isEqualTo("a b\uFFFD[31mc\uFFFDd\uFFFDe 日本");
  }
}
