package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.execution.Execution;
import dev.imagespace.image.Resources;
import dev.imagespace.image.load.Capacity;
import dev.imagespace.image.load.Processors;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.LocalSettings;
import org.junit.jupiter.api.Test;

class EncoderSettingsTests {

  @Test
  void picturesAndNetworksTakeTurnsOnTheProcessorsOfTheExecution() {
    Execution granted = Execution.builder().processors(1).build();
    assertThat(processors(granted).number()).isEqualTo(1);
    assertThat(processors(granted)).isSameAs(processors(granted));
    assertThat(settings(Execution.defaults()).resources()).isSameAs(Resources.shared());
  }

  private static Processors processors(Execution execution) {
    return Capacity.of(settings(execution).resources()).processors();
  }

  private static EncoderSettings settings(Execution execution) {
    return LocalSettings.of("mini", ModelHandler.OPEN_CLIP, execution);
  }
}
