package dev.imagespace.langchain4j;

import dev.imagespace.ImageData;
import dev.imagespace.image.ImageSource;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Inputs of LangChain4j to items of a space. */
final class InputReader {
  static final Set<ContentType> CONTENT_TYPES = Set.of(ContentType.TEXT, ContentType.IMAGE);

  /** CLIP embeds queries and documents alike, and so serves either type. */
  private static final Set<EmbeddingParameter<?>> ANSWERED =
      Set.of(
          EmbeddingRequestParameters.DIMENSIONS,
          EmbeddingRequestParameters.MODEL_NAME,
          EmbeddingRequestParameters.INPUT_TYPE);

  private InputReader() {}

  /**
   * Code that is written for any model names what it wants: that this model does it anyway is no
   * reason to refuse.
   */
  static void refuseUnsupported(EmbeddingRequest request, String model, int dimension) {
    EmbeddingRequestParameters parameters = request.parameters();
    Integer dimensions = parameters.dimensions();
    if (dimensions != null && dimensions != dimension) {
      throw new UnsupportedFeatureException(
          "This ImageSpace has vectors of %d dimensions; got a request for %d. Leave 'dimensions' out, or choose another model."
              .formatted(dimension, dimensions));
    }
    String named = parameters.modelName();
    if (named != null && !isSameModel(named, model)) {
      throw new UnsupportedFeatureException(
          "This ImageSpace runs the model '%s'; got a request for another one. Leave 'modelName' out, or ask a space of that model."
              .formatted(model));
    }
    List<String> others =
        parameters.presentParameters().stream()
            .filter(parameter -> !ANSWERED.contains(parameter))
            .map(EmbeddingParameter::name)
            .sorted()
            .toList();
    if (!others.isEmpty()) {
      throw new UnsupportedFeatureException(
          "An ImageSpace knows no request parameters %s. Leave them out.".formatted(others));
    }
    refuseOtherContents(request);
  }

  /** With and without the owner that the hub knows it by. */
  private static boolean isSameModel(String named, String model) {
    return named.equals(model) || model.endsWith("/" + named) || named.endsWith("/" + model);
  }

  private static void refuseOtherContents(EmbeddingRequest request) {
    Set<ContentType> others = EnumSet.noneOf(ContentType.class);
    request.inputs().forEach(input -> others.addAll(input.contentTypes()));
    others.removeAll(CONTENT_TYPES);
    if (!others.isEmpty()) {
      throw new UnsupportedFeatureException(
          "An ImageSpace embeds TEXT and IMAGE; got %s.".formatted(others));
    }
  }

  static List<ImageData> read(EmbeddingRequest request) {
    List<ImageData> items = new ArrayList<>();
    for (EmbeddingInput input : request.inputs()) {
      items.add(read(input, items.size() + 1));
    }
    return items;
  }

  private static ImageData read(EmbeddingInput input, int number) {
    List<Image> images =
        input.contents().stream()
            .filter(ImageContent.class::isInstance)
            .map(content -> ((ImageContent) content).image())
            .toList();
    if (images.size() > 1) {
      throw new UnsupportedFeatureException(
          "Input %d holds %d images; an ImageSpace makes one vector of one image and its texts. Put"
                  .formatted(number, images.size())
              + " each image into an input of its own.");
    }
    return images.isEmpty()
        ? ImageData.ofDescription(input.text())
        : ImageData.of(sourceOf(images.get(0), number), input.text());
  }

  /** What the content says it is: text that claims to be a URL is never read as base64. */
  private static ImageSource sourceOf(Image image, int number) {
    URI url = image.url();
    if (url != null) {
      return url.getScheme() == null ? ImageSource.parse(url.toString()) : ImageSource.of(url);
    }
    String base64 = image.base64Data();
    if (base64 == null) {
      throw new IllegalArgumentException(
          "The image of input %d has neither a URL nor base64 data.".formatted(number));
    }
    return ImageSource.ofBase64(base64);
  }
}
