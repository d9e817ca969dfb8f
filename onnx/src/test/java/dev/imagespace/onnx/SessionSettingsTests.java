package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.execution.Execution;
import org.junit.jupiter.api.Test;

class SessionSettingsTests {

  @Test
  void aRunThatIsAloneTakesTheProcessorsThatAreGranted() {
    Execution granted = Execution.builder().processors(3).build();
    assertThat(SessionSettings.of(granted).threads()).isEqualTo(3);
    assertThat(SessionSettings.of(granted).onOneProcessor().threads()).isEqualTo(1);
    assertThat(SessionSettings.of(Execution.defaults()).threads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void threadsThatAreNamedOutrankTheProcessors() {
    Execution named = Execution.builder().processors(3).threads(2).build();
    assertThat(SessionSettings.of(named).threads()).isEqualTo(2);
  }
}
