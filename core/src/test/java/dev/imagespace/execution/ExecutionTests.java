package dev.imagespace.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
        .hasMessageContaining("Device is blank");
    assertThatThrownBy(() -> Execution.builder().backend(" ").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Backend is blank");
  }

  @Test
  void noThreadsAreRefused() {
    assertThatThrownBy(() -> Execution.builder().threads(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 threads")
        .hasMessageContaining("imagespace.threads");
  }
}
