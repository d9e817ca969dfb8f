package dev.imagespace.langchain4j;

import dev.imagespace.ImageSpace;
import dev.imagespace.ItemEmbedding;
import dev.imagespace.Normalization;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.DimensionAwareEmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponseMetadata;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Embeds texts, pictures, and pictures with their descriptions into the vectors of an {@link
 * ImageSpace}. An {@code EmbeddingInput} is one item: its texts, joined by line breaks, describe
 * its picture, and the two become one vector.
 *
 * <pre>{@code
 * EmbeddingModel model = ImageSpaceEmbeddingModel.of(space);
 * EmbeddingResponse response = model.embed(EmbeddingRequest.builder()
 *     .input(ImageContent.from(Path.of("photos/red.jpg"), "image/jpeg"),
 *            TextContent.from("A red bicycle"))
 *     .build());
 * store.add(response.embeddings().get(0), TextSegment.from("photos/red.jpg"));
 * }</pre>
 *
 * <p>Contents may be a stranger's: a file that one names by URL or text is read below the allowed
 * directories of the space only, and a URL where the space loads URLs. {@code ImageContent.from} of
 * a {@code Path}, as above, reads the file itself.
 *
 * <p>{@code EmbeddingStoreIngestor} and {@code EmbeddingStoreContentRetriever} take this model, and
 * are about text alone: the first embeds the text of documents, the second finds by a text whatever
 * the store holds, pictures included. Store a picture as above, with a caption, path or identifier
 * as its segment. The cosine of a text with a fitting picture is low, often 0.2 to 0.35, which a
 * store reports as a score of 0.6 to 0.68, and a text with a text is far above that: a {@code
 * minScore} tuned for a text model filters every picture. Leave it out, or measure it, and keep
 * texts and pictures in stores of their own.
 *
 * <p>Code for any model runs unchanged: an input type is accepted, as CLIP embeds queries and
 * documents alike, and so are the name of this model and the number of its dimensions. Another
 * model or number is refused, as is more than one picture in an input. A picture that is rejected
 * ends the call; in a request of several inputs, the message says which. Thread-safe; does not own
 * the space, which stays open until its owner closes it.
 */
public final class ImageSpaceEmbeddingModel extends DimensionAwareEmbeddingModel {
  private final ImageSpace space;
  private final List<EmbeddingModelListener> listeners;

  private ImageSpaceEmbeddingModel(ImageSpace space, List<EmbeddingModelListener> listeners) {
    this.space = space;
    this.listeners = listeners;
  }

  public static ImageSpaceEmbeddingModel of(ImageSpace space) {
    return new ImageSpaceEmbeddingModel(space, List.of());
  }

  /** This model with further listeners; this one keeps its own. */
  @Override
  public ImageSpaceEmbeddingModel addListeners(@Nullable List<EmbeddingModelListener> further) {
    return further == null || further.isEmpty()
        ? this
        : new ImageSpaceEmbeddingModel(
            space, Stream.concat(listeners.stream(), further.stream()).toList());
  }

  /**
   * LangChain4j's own version makes a text segment of each input before it calls a listener, and so
   * fails on a picture without text; hence this one, which tells listeners of the texts there are.
   *
   * @throws dev.langchain4j.exception.UnsupportedFeatureException if the request asks for what CLIP
   *     cannot do
   * @throws dev.imagespace.image.ImageRejectedException if a picture cannot be read
   */
  @Override
  public EmbeddingResponse embed(EmbeddingRequest request) {
    return embed(request, ListenedRequest.textsOf(request));
  }

  /** As LangChain4j's own, and the listeners hear of the segment's metadata, too. */
  @Override
  public Response<Embedding> embed(TextSegment segment) {
    EmbeddingResponse response =
        embed(EmbeddingRequest.builder().textSegment(segment).build(), List.of(segment));
    return Response.from(response.embeddings().get(0), response.metadata().tokenUsage());
  }

  /** As LangChain4j's own, and the listeners hear of the segments' metadata, too. */
  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    if (segments == null || segments.isEmpty()) {
      return Response.from(List.of());
    }
    EmbeddingResponse response =
        embed(EmbeddingRequest.builder().textSegments(segments).build(), segments);
    return Response.from(response.embeddings(), response.metadata().tokenUsage());
  }

  private EmbeddingResponse embed(EmbeddingRequest request, List<TextSegment> texts) {
    InputReader.refuseUnsupported(request, modelName(), space.length());
    return listeners.isEmpty()
        ? doEmbed(request)
        : new ListenedRequest(this, listeners, request, texts).embed(this::doEmbed);
  }

  @Override
  public EmbeddingResponse doEmbed(EmbeddingRequest request) {
    List<ItemEmbedding> items =
        NumberedRejection.requireAll(space.embedEach(InputReader.read(request), Normalization.L2));
    // What the text tower read; a picture costs no tokens.
    int tokens = items.stream().mapToInt(ItemEmbedding::tokens).sum();
    return EmbeddingResponse.builder()
        .embeddings(items.stream().map(item -> Embedding.from(item.vector())).toList())
        .metadata(
            EmbeddingResponseMetadata.builder()
                .modelName(modelName())
                .tokenUsage(new TokenUsage(tokens))
                .build())
        .build();
  }

  @Override
  public List<EmbeddingModelListener> listeners() {
    return listeners;
  }

  @Override
  public Set<ContentType> supportedContentTypes() {
    return InputReader.CONTENT_TYPES;
  }

  @Override
  public String modelName() {
    return space.modelInfo().model();
  }

  /** From the model's configuration: some stores ask while the application starts. */
  @Override
  protected Integer knownDimension() {
    return space.length();
  }
}
