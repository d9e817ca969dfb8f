package dev.imagespace.pictures.decode.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.pictures.testing.LimitedBudget;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExcerptInputTests {

  @Test
  void theInputOfAStoppedDecoderThrows() throws IOException {
    byte[] bytes = {1, 2, 3};
    try (ExcerptInput input = new ExcerptInput(Excerpt.of(bytes), new LimitedBudget(2))) {
      assertThat(input.read()).isEqualTo(1);
      assertThat(input.read(new byte[1])).isEqualTo(1);
      assertThatThrownBy(input::read).isInstanceOf(IOException.class);
    }
  }
}
