package dev.imagespace.execution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchingTests {

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("pictures", "0", batching -> batching.pictures(0)),
        wrong("texts", "-1", batching -> batching.texts(-1)),
        wrong("queue", "0", batching -> batching.queue(0)),
        wrong("deadline", "PT0S", batching -> batching.deadline(Duration.ZERO)));
  }

  private static Arguments wrong(
      String property, String value, UnaryOperator<Batching.Builder> setting) {
    return Arguments.of(property, value, setting);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void whatWouldLetNothingThroughIsRefused(
      String property, String value, UnaryOperator<Batching.Builder> setting) {
    assertThatThrownBy(() -> setting.apply(Batching.builder()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'imagespace.batching." + property + "' is " + value);
  }
}
