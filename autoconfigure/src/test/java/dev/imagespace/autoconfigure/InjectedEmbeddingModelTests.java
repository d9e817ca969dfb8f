package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.ImageSpace;
import dev.imagespace.model.ModelHandler;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Three properties, and the vectors of superlinked from an injected EmbeddingModel. */
class InjectedEmbeddingModelTests {

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ImageSpaceAutoConfiguration.class,
                  ImageSpaceEmbeddingModelAutoConfiguration.class))
          .withPropertyValues(
              "imagespace.model=sl-tiny",
              "imagespace.model-handler=sentence-transformers",
              "imagespace.model-cache-dir=" + Goldens.file("superlinked/cache"),
              "imagespace.image.allowed-directories=" + Goldens.file("superlinked/seen"));

  @Test
  void aSentenceHasTheVectorOfPython() {
    context.run(
        app ->
            assertThat(app.getBean(EmbeddingModel.class).embed("red circle").content().vector())
                .containsExactly(
                    Goldens.vector("image_vectors", "texts", "red circle", "st_f32"),
                    within(1e-5f)));
  }

  @Test
  void aPictureHasTheVectorOfPython() {
    EmbeddingRequest picture =
        EmbeddingRequest.builder()
            .input(
                ImageContent.from(
                    Goldens.file("superlinked/seen/blue-square.png.seen.png").toUri()))
            .build();
    context.run(
        app ->
            assertThat(embed(app.getBean(EmbeddingModel.class), picture))
                .containsExactly(
                    Goldens.vector("image_vectors", "images", "blue-square.png", "superlinked_f32"),
                    within(1e-5f)));
  }

  @Test
  void aDescribedPictureHasTheVectorOfPython() {
    EmbeddingRequest described =
        EmbeddingRequest.builder()
            .input(
                ImageContent.from(
                    Goldens.file("superlinked/seen/blue-square.png.seen.png").toUri()),
                TextContent.from("This is a blue square."))
            .build();
    context.run(
        app ->
            assertThat(embed(app.getBean(EmbeddingModel.class), described))
                .containsExactly(
                    Goldens.vector(
                        "described_space", "B_described", "records", "blue-square", "vector"),
                    within(1e-5f)));
  }

  @Test
  void anOpenClipDirectoryOpensUnderItsHandler() {
    context
        .withPropertyValues(
            "imagespace.model=" + Goldens.file("models/openclip-tiny-vit"),
            "imagespace.model-handler=open-clip",
            "imagespace.warm-up=true")
        .run(
            app ->
                assertThat(app.getBean(ImageSpace.class).modelInfo().handler())
                    .isEqualTo(ModelHandler.OPEN_CLIP));
  }

  @Test
  void theListenersOfTheApplicationHear() {
    AtomicInteger responses = new AtomicInteger();
    EmbeddingModelListener listener =
        new EmbeddingModelListener() {
          @Override
          public void onResponse(EmbeddingModelResponseContext context) {
            responses.incrementAndGet();
          }
        };
    context
        .withBean(EmbeddingModelListener.class, () -> listener)
        .run(app -> app.getBean(EmbeddingModel.class).embed("red circle"));
    assertThat(responses).hasValue(1);
  }

  @Test
  void theSpaceIsClosedWithTheContext() {
    List<ImageSpace> spaces = new ArrayList<>();
    context.run(app -> spaces.add(app.getBean(ImageSpace.class)));
    assertThat(spaces)
        .singleElement()
        .satisfies(
            space ->
                assertThatIllegalStateException()
                    .isThrownBy(space::warmUp)
                    .withMessageContaining("closed"));
  }

  private static float[] embed(EmbeddingModel model, EmbeddingRequest request) {
    return model.embed(request).embeddings().get(0).vector();
  }
}
