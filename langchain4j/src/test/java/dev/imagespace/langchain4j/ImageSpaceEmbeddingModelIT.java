package dev.imagespace.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ImageSpace;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.common.AbstractEmbeddingModelIT;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** LangChain4j's own conformance tests. */
class ImageSpaceEmbeddingModelIT extends AbstractEmbeddingModelIT {
  private final ImageSpace space = TinySpace.open();

  @AfterAll
  void closeSpace() {
    space.close();
  }

  @Override
  protected List<EmbeddingModel> models() {
    return List.of(ImageSpaceEmbeddingModel.of(space));
  }

  @Override
  protected EmbeddingModel modelWith(EmbeddingModelListener listener) {
    return ImageSpaceEmbeddingModel.of(space).addListener(listener);
  }

  @Override
  protected EmbeddingModel failingModelWith(EmbeddingModelListener listener) {
    ImageSpace closed = TinySpace.open();
    closed.close();
    return ImageSpaceEmbeddingModel.of(closed).addListener(listener);
  }

  @Override
  protected ImageContent catImage() {
    return TinySpace.content("photo-640x480.png");
  }

  /** The kit's opposite of "embeds queries and documents differently": here, both alike. */
  @Override
  @ParameterizedTest
  @MethodSource("models")
  protected void should_fail_when_input_type_is_not_supported(EmbeddingModel model) {
    assertThat(
            model
                .embed(
                    EmbeddingRequest.builder()
                        .input("circle")
                        .inputType(EmbeddingInputType.QUERY)
                        .build())
                .embeddings())
        .containsExactly(model.embed("circle").content());
  }

  @Override
  protected boolean supportsInputTypeParameter() {
    return false;
  }

  @Override
  protected boolean supportsDimensionsParameter() {
    return false;
  }
}
