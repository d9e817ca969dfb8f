package dev.imagespace.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.ImageSpace;
import dev.imagespace.image.ImageRejectedException;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ListenerTests {
  private static final ImageSpace SPACE = TinySpace.open();

  private final RecordingListener listener = new RecordingListener();
  private final EmbeddingModel model = ImageSpaceEmbeddingModel.of(SPACE).addListener(listener);

  @AfterAll
  static void closeSpace() {
    SPACE.close();
  }

  @Test
  void pictureWithoutTextIsEmbeddedAndToldOf() {
    EmbeddingRequest request =
        EmbeddingRequest.builder().input(TinySpace.content("red-circle.png")).build();
    assertThat(model.embed(request).embeddings()).hasSize(1);
    assertThat(listener.events).containsExactly("request", "response");
    assertThat(listener.texts).isEmpty();
  }

  @Test
  void textsAreToldOfAndPicturesLeftOut() {
    model.embed(
        EmbeddingRequest.builder()
            .inputs(
                List.of(
                    EmbeddingInput.from("red circle"),
                    EmbeddingInput.from(TinySpace.content("red-circle.png"))))
            .build());
    assertThat(listener.texts).containsExactly(TextSegment.from("red circle"));
  }

  @Test
  void theMetadataOfSegmentsIsToldOf() {
    TextSegment segment = TextSegment.from("red circle", Metadata.from("page", "7"));
    model.embed(segment);
    model.embedAll(List.of(segment));
    assertThat(listener.texts)
        .extracting(text -> text.metadata().getString("page"))
        .containsExactly("7", "7");
  }

  @Test
  void failureIsToldOfAndThrown() {
    EmbeddingRequest request =
        EmbeddingRequest.builder().input(ImageContent.from("file:///nowhere.png")).build();
    assertThatThrownBy(() -> model.embed(request)).isInstanceOf(ImageRejectedException.class);
    assertThat(listener.events).containsExactly("request", "error ImageRejectedException");
  }

  @Test
  void convenienceMethodsTellOnce() {
    model.embed("red circle");
    model.embedAll(List.of(TextSegment.from("red circle")));
    assertThat(listener.events).containsExactly("request", "response", "request", "response");
  }

  @Test
  void listenerThatFailsDoesNotFailTheCall() {
    EmbeddingModelListener failing =
        new EmbeddingModelListener() {
          @Override
          public void onRequest(EmbeddingModelRequestContext context) {
            throw new IllegalStateException("listener");
          }
        };
    model.addListener(failing).embed("red circle");
    assertThat(listener.events).containsExactly("request", "response");
  }

  @Test
  void addingListenersLeavesTheModelAsItWas() {
    ImageSpaceEmbeddingModel bare = ImageSpaceEmbeddingModel.of(SPACE);
    ImageSpaceEmbeddingModel heard = bare.addListeners(List.of(listener));
    assertThat(bare.listeners()).isEmpty();
    assertThat(heard.listeners()).containsExactly(listener);
    assertThat(bare.addListeners(null)).isSameAs(bare);
  }

  private static final class RecordingListener implements EmbeddingModelListener {
    final List<String> events = new ArrayList<>();
    final List<TextSegment> texts = new ArrayList<>();

    @Override
    public void onRequest(EmbeddingModelRequestContext context) {
      events.add("request");
      texts.addAll(context.textSegments());
      context.attributes().put("seen", true);
    }

    @Override
    public void onResponse(EmbeddingModelResponseContext context) {
      assertThat(context.attributes()).containsEntry("seen", true);
      events.add("response");
    }

    @Override
    public void onError(EmbeddingModelErrorContext context) {
      events.add("error " + context.error().getClass().getSimpleName());
    }
  }
}
