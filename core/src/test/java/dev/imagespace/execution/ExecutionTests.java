package dev.imagespace.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionTests {

  @Test
  void defaultsAreExactAndCheckThemselves() {
    Execution defaults = Execution.defaults();
    assertThat(defaults.precision()).isEqualTo(Precision.FLOAT32);
    assertThat(defaults.precisionCheck()).isTrue();
    assertThat(defaults.spinning()).isFalse();
  }

  @Test
  void blankNamesAreRefused() {
    assertThatThrownBy(() -> Execution.builder().device("").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'imagespace.device' is blank");
    assertThatThrownBy(() -> Execution.builder().backend(" ").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'imagespace.backend' is blank");
  }

  @Test
  void noThreadsAreRefused() {
    assertThatThrownBy(() -> Execution.builder().threads(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 threads")
        .hasMessageContaining("imagespace.threads");
  }

  @Test
  void noProcessorsAreRefused() {
    assertThat(Execution.defaults().processors()).isNull();
    assertThat(Execution.builder().processors(1).build().processors()).isEqualTo(1);
    assertThatThrownBy(() -> Execution.builder().processors(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 processors")
        .hasMessageContaining("imagespace.processors");
  }

  @Test
  void aTimeToReleaseAfterIsPositiveOrNone() {
    assertThat(Execution.defaults().releaseAfter()).isNull();
    assertThatThrownBy(() -> Execution.builder().releaseAfter(Duration.ZERO).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S")
        .hasMessageContaining("imagespace.release-after");
  }

  @ParameterizedTest
  @EnumSource
  void towersAreReadAsTheyAreNamed(Towers towers) {
    assertThat(Towers.parse(towers.name(), "p")).isEqualTo(towers);
    assertThat(Towers.of(towers.text(), towers.image())).isEqualTo(towers);
  }
}
