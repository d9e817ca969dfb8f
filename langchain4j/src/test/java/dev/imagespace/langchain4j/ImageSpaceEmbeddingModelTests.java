package dev.imagespace.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ImageSpaceEmbeddingModelTests {
  private static final ImageSpace SPACE = TinySpace.open();
  private static final ImageSpaceEmbeddingModel MODEL = ImageSpaceEmbeddingModel.of(SPACE);
  private static final ImageSource CIRCLE = ImageSource.of(TinySpace.picture("red-circle.png"));

  @AfterAll
  static void closeSpace() {
    SPACE.close();
  }

  @Test
  void textIsADescriptionAlone() {
    assertThat(MODEL.embed("red circle").content().vector())
        .containsExactly(SPACE.embed(ImageData.ofDescription("red circle")));
  }

  @Test
  void pictureAndTextOfOneInputAreOneVector() {
    assertThat(embed(TinySpace.content("red-circle.png"), TextContent.from("red circle")))
        .containsExactly(SPACE.embed(ImageData.of(CIRCLE, "red circle")));
  }

  @Test
  void severalTextsOfOneInputAreJoined() {
    assertThat(embed(TextContent.from("red"), CIRCLE_CONTENT, TextContent.from("circle")))
        .containsExactly(SPACE.embed(ImageData.of(CIRCLE, "red\ncircle")));
  }

  @Test
  void inputsKeepTheirOrder() {
    List<Embedding> embeddings =
        MODEL
            .embed(
                EmbeddingRequest.builder()
                    .inputs(
                        List.of(EmbeddingInput.from(CIRCLE_CONTENT), EmbeddingInput.from("circle")))
                    .build())
            .embeddings();
    assertThat(embeddings.get(0).vector()).containsExactly(SPACE.embed(ImageData.of(CIRCLE)));
    assertThat(embeddings.get(1).vector())
        .containsExactly(SPACE.embed(ImageData.ofDescription("circle")));
  }

  @Test
  void pictureMayComeByFileOrDataUrlByPathOrAsBase64() {
    float[] expected = SPACE.embed(ImageData.of(CIRCLE));
    String base64 = TinySpace.base64("red-circle.png");
    String path = TinySpace.picture("red-circle.png").toAbsolutePath().toString();
    assertThat(embed(ImageContent.from(TinySpace.picture("red-circle.png").toUri())))
        .containsExactly(expected);
    assertThat(embed(ImageContent.from("data:image/png;base64," + base64)))
        .containsExactly(expected);
    assertThat(embed(ImageContent.from(path))).containsExactly(expected);
    assertThat(embed(ImageContent.from(base64, "image/png"))).containsExactly(expected);
  }

  /** Contents often come from whoever sends a request: no file of this machine is theirs. */
  @Test
  void filesThatAContentNamesAreReadOnlyWhereThatIsAllowed() {
    Path picture = TinySpace.picture("red-circle.png").toAbsolutePath();
    try (ImageSpace space = TinySpace.open(ImageLoading.defaults())) {
      ImageSpaceEmbeddingModel model = ImageSpaceEmbeddingModel.of(space);
      for (ImageContent content :
          List.of(
              ImageContent.from(picture.toUri()),
              ImageContent.from(picture.toString()),
              ImageContent.from("file:///etc/passwd"),
              ImageContent.from("/etc/passwd"),
              ImageContent.from("../../etc/passwd"))) {
        EmbeddingRequest request = EmbeddingRequest.builder().input(content).build();
        assertThatThrownBy(() -> model.embed(request))
            .isInstanceOf(ImageRejectedException.class)
            .hasMessageContaining("'imagespace.image.allowed-directories'");
      }
    }
    assertThatThrownBy(() -> embed(ImageContent.from("file:///etc/passwd")))
        .hasMessageContaining("outside of the allowed directories");
  }

  @Test
  void urlThatLooksLikeBase64IsAPath() {
    assertThatThrownBy(() -> embed(ImageContent.from("abcd")))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("abcd");
  }

  @Test
  void imageWithoutContentIsRefused() {
    assertThatThrownBy(() -> embed(ImageContent.from(Image.builder().build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input 1");
  }

  @Test
  void twoImagesInOneInputAreRefused() {
    assertThatThrownBy(() -> embed(CIRCLE_CONTENT, CIRCLE_CONTENT))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("Input 1 holds 2 images");
  }

  @Test
  void otherContentIsRefused() {
    assertThatThrownBy(() -> embed(AudioContent.from("AAAA", "audio/wav")))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("[AUDIO]");
  }

  @Test
  void codeForAnyModelIsAnsweredWhereThisModelDoesWhatItAsks() {
    float[] plain = MODEL.embed("circle").content().vector();
    EmbeddingRequest request =
        EmbeddingRequest.builder()
            .input("circle")
            .inputType(EmbeddingInputType.QUERY)
            .dimensions(MODEL.dimension())
            .modelName(MODEL.modelName())
            .build();
    assertThat(MODEL.embed(request).embeddings().get(0).vector()).containsExactly(plain);
  }

  @Test
  void anotherModelOrNumberOfDimensionsIsRefused() {
    assertThatThrownBy(
            () -> MODEL.embed(EmbeddingRequest.builder().input("circle").dimensions(8).build()))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("32 dimensions; got a request for 8");
    assertThatThrownBy(
            () -> MODEL.embed(EmbeddingRequest.builder().input("circle").modelName("jina").build()))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("runs the model 'sl-tiny'");
  }

  @Test
  void theInputThatIsRejectedIsNumberedAmongSeveral() {
    EmbeddingRequest request =
        EmbeddingRequest.builder()
            .inputs(
                List.of(
                    EmbeddingInput.from("circle"),
                    EmbeddingInput.from(ImageContent.from("AAAA", "image/png"))))
            .build();
    assertThatThrownBy(() -> MODEL.embed(request))
        .isInstanceOfSatisfying(
            ImageRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(ImageRejectedException.Reason.UNSUPPORTED))
        .hasMessageStartingWith("Input 2 of 2: ");
    assertThatThrownBy(() -> embed(ImageContent.from("AAAA", "image/png")))
        .hasMessageNotContaining("Input");
  }

  @Test
  void badPictureEndsTheCall() {
    assertThatThrownBy(() -> embed(ImageContent.from("file:///nowhere/red.png")))
        .isInstanceOf(ImageRejectedException.class);
  }

  @Test
  void tokensAreThoseOfTheTextAsTheModelReadsIt() {
    EmbeddingRequest request =
        EmbeddingRequest.builder()
            .inputs(
                List.of(
                    EmbeddingInput.from("red circle"),
                    EmbeddingInput.from(CIRCLE_CONTENT),
                    EmbeddingInput.from(CIRCLE_CONTENT, TextContent.from("circle"))))
            .build();
    assertThat(MODEL.embed(request).tokenUsage().inputTokenCount())
        .isEqualTo(SPACE.countTokens("red circle") + SPACE.countTokens("circle"));
    assertThat(SPACE.countTokens("circle")).isGreaterThan(2);
  }

  @Test
  void dimensionIsKnownWhereNoNetworkCanRun() {
    ImageSpace closed = TinySpace.open();
    closed.close();
    assertThat(ImageSpaceEmbeddingModel.of(closed).dimension()).isEqualTo(32);
  }

  @Test
  void namesItsModelAndWhatItTakes() {
    assertThat(MODEL.modelName()).isEqualTo("sl-tiny");
    assertThat(MODEL.embed(EmbeddingRequest.builder().input("circle").build()).modelName())
        .isEqualTo("sl-tiny");
    assertThat(MODEL.supportedContentTypes())
        .containsExactlyInAnyOrder(ContentType.TEXT, ContentType.IMAGE);
  }

  private static final ImageContent CIRCLE_CONTENT = TinySpace.content("red-circle.png");

  private static float[] embed(Content... contents) {
    return MODEL
        .embed(EmbeddingRequest.builder().input(contents).build())
        .embeddings()
        .get(0)
        .vector();
  }
}
