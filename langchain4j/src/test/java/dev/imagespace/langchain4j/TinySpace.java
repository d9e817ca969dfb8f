package dev.imagespace.langchain4j;

import dev.imagespace.ImageSpace;
import dev.imagespace.Schema;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.model.HubSettings;
import dev.langchain4j.data.message.ImageContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** The small checkpoint and the pictures that the goldens were made with. */
public final class TinySpace {
  private static final Path GOLDEN =
      Path.of(Objects.requireNonNull(System.getProperty("imagespace.golden"), "imagespace.golden"))
          .resolve("superlinked");

  private TinySpace() {}

  /** May read its pictures, whoever names them. */
  public static ImageSpace open() {
    return open(ImageLoading.builder().allowedDirectories(List.of(GOLDEN)).build());
  }

  public static ImageSpace open(ImageLoading loading) {
    Schema item = Schema.named("Item");
    return ImageSpace.builder()
        .image(item.blob("image").with(item.string("description")))
        .model("sl-tiny")
        .modelCacheDir(GOLDEN.resolve("cache"))
        .imageLoading(loading)
        .hub(HubSettings.fromEnvironment().withOffline(true))
        .build();
  }

  public static Path picture(String name) {
    return GOLDEN.resolve("images").resolve(name);
  }

  static String base64(String name) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(picture(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImageContent content(String name) {
    return ImageContent.from(base64(name), "image/png");
  }
}
