package dev.imagespace.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.execution.Towers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several listeners of one space. */
class ListenerGroupTests {
  private static final WeightsRelease RELEASE = new WeightsRelease(Towers.TEXT, 1);

  private final List<String> heard = new ArrayList<>();

  @Test
  void allHearInOrderAlthoughOneFails() {
    ImageSpaceListener group =
        ImageSpaceListener.all(List.of(named("first"), failing(), named("last")));

    assertThatThrownBy(() -> group.weightsReleased(RELEASE)).hasMessage("on purpose");
    assertThat(heard).containsExactly("first", "last");
  }

  private ImageSpaceListener named(String name) {
    return new ImageSpaceListener() {
      @Override
      public void weightsReleased(WeightsRelease release) {
        heard.add(name);
      }
    };
  }

  private static ImageSpaceListener failing() {
    return new ImageSpaceListener() {
      @Override
      public void weightsReleased(WeightsRelease release) {
        throw new IllegalStateException("on purpose");
      }
    };
  }
}
