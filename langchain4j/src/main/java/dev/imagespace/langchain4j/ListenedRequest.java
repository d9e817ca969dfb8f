package dev.imagespace.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request whose listeners are told what becomes of it; made for one call. */
final class ListenedRequest {
  private static final Logger log = LoggerFactory.getLogger(ListenedRequest.class);

  private final EmbeddingModel model;
  private final List<EmbeddingModelListener> listeners;
  private final EmbeddingRequest request;
  private final List<TextSegment> texts;
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();

  ListenedRequest(
      EmbeddingModel model,
      List<EmbeddingModelListener> listeners,
      EmbeddingRequest request,
      List<TextSegment> texts) {
    this.model = model;
    this.listeners = listeners;
    this.request = request;
    this.texts = texts;
  }

  /** What a request has of texts: a picture is none. */
  static List<TextSegment> textsOf(EmbeddingRequest request) {
    return request.inputs().stream()
        .map(EmbeddingInput::text)
        .filter(text -> !text.isBlank())
        .map(TextSegment::from)
        .toList();
  }

  /** What the model answers, or throws; the listeners hear of it first. */
  EmbeddingResponse embed(Function<EmbeddingRequest, EmbeddingResponse> embedding) {
    onRequest();
    EmbeddingResponse response;
    try {
      response = embedding.apply(request);
    } catch (RuntimeException e) {
      onError(e);
      throw e;
    }
    onResponse(response);
    return response;
  }

  private void onRequest() {
    EmbeddingModelRequestContext context =
        EmbeddingModelRequestContext.builder()
            .textSegments(texts)
            .embeddingRequest(request)
            .embeddingModel(model)
            .attributes(attributes)
            .build();
    tell(listener -> listener.onRequest(context));
  }

  private void onResponse(EmbeddingResponse response) {
    EmbeddingModelResponseContext context =
        EmbeddingModelResponseContext.builder()
            .textSegments(texts)
            .embeddingRequest(request)
            .embeddingResponse(response)
            .response(Response.from(response.embeddings(), response.metadata().tokenUsage()))
            .embeddingModel(model)
            .attributes(attributes)
            .build();
    tell(listener -> listener.onResponse(context));
  }

  private void onError(RuntimeException error) {
    EmbeddingModelErrorContext context =
        EmbeddingModelErrorContext.builder()
            .error(error)
            .textSegments(texts)
            .embeddingRequest(request)
            .embeddingModel(model)
            .attributes(attributes)
            .build();
    tell(listener -> listener.onError(context));
  }

  /** As everywhere in LangChain4j, a listener that fails does not fail the call. */
  private void tell(Consumer<EmbeddingModelListener> event) {
    for (EmbeddingModelListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        log.warn("Ignored the failure of embedding model listener {}", listener.getClass(), e);
      }
    }
  }
}
