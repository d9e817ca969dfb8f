package dev.imagespace.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResourcesTests {

  @Test
  void nothingOfOnesOwnIsWhatAllShare() {
    assertThat(Resources.builder().build()).isSameAs(Resources.shared());
    assertThat(Resources.builder().processors(3).build()).isNotSameAs(Resources.shared());
  }

  @Test
  void nothingIsNotEnough() {
    assertThatThrownBy(() -> Resources.builder().processors(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("processors");
    assertThatThrownBy(() -> Resources.shared().ofProcessors(0)).hasMessageContaining("processors");
    assertThatThrownBy(() -> Resources.builder().maxMemory(-1).build())
        .hasMessageContaining("maxMemory");
  }
}
