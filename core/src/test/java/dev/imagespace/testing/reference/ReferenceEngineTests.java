package dev.imagespace.testing.reference;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.EngineContract;
import dev.imagespace.testing.Goldens;
import java.util.List;
import java.util.stream.Stream;

/** The engine that core's tests run on keeps the contract of every engine. */
class ReferenceEngineTests extends EngineContract {

  /** Without mini, which takes a second for each picture, and is among the whole models. */
  static Stream<String> models() {
    return Stream.of(Goldens.SENTENCE_TRANSFORMERS, Goldens.OPEN_CLIP).flatMap(List::stream);
  }

  @Override
  protected EngineProvider provider() {
    return new ReferenceEngineProvider();
  }
}
