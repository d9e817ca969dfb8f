package dev.imagespace.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesTests {
  private static final EngineProvider SLOW = new Named("slow", 0, Precision.FLOAT32);
  private static final EngineProvider FAST = new Named("fast", 10, Precision.FLOAT32);
  private static final EngineProvider SMALL = new Named("small", 5, Precision.INT8);
  private static final List<EngineProvider> ALL = List.of(SLOW, FAST, SMALL);

  @Test
  void theMostPreferredIsTakenWhereNobodyNamesOne() {
    assertThat(Engines.choose(Execution.defaults(), ALL)).isSameAs(FAST);
  }

  @Test
  void onlyThoseThatCanDoItAreLookedAt() {
    Execution int8 = Execution.builder().precision(Precision.INT8).build();
    assertThat(Engines.choose(int8, ALL)).isSameAs(SMALL);
  }

  @Test
  void theNamedOneIsTakenWhateverIsPreferred() {
    Execution named = Execution.builder().backend("slow").build();
    assertThat(Engines.choose(named, ALL)).isSameAs(SLOW);
  }

  @Test
  void anUnknownNameIsToldThoseThatThereAre() {
    Execution named = Execution.builder().backend("tensorflow").build();
    assertThatThrownBy(() -> Engines.choose(named, ALL))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("'tensorflow'")
        .hasMessageContaining("fast, slow, small")
        .hasMessageContaining("imagespace.backend");
  }

  @Test
  void whatNoneCanDoIsRefused() {
    Execution int8 = Execution.builder().precision(Precision.INT8).device("cuda").build();
    assertThatThrownBy(() -> Engines.choose(int8, List.of(SLOW, FAST)))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("INT8")
        .hasMessageContaining("'cuda'");
  }

  private record Named(String name, int rank, Precision precision) implements EngineProvider {
    @Override
    public int preference(Execution execution) {
      return execution.precision() == precision ? rank : -1;
    }

    @Override
    public Engine create(Execution execution) {
      throw new AssertionError("nobody asks for it");
    }
  }
}
