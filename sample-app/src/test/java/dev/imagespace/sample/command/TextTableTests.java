package dev.imagespace.sample.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTests {

  @Test
  void columnsAreAsWideAsTheirWidestText() {
    assertThat(new TextTable().row("a", "12×768", "x").row("longer", "1", "y").render())
        .isEqualTo(
            """
            a       12×768  x
            longer  1       y
            """);
  }

  @Test
  void withoutRowsThereIsNothing() {
    assertThat(new TextTable().render()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"999, 999 B", "1500, 1.5 kB", "605159980, 605.2 MB", "3944692325, 3.94 GB"})
  void sizesAreSaidInTheirUnit(long bytes, String said) {
    assertThat(TextTable.size(bytes).strip()).isEqualTo(said);
  }
}
