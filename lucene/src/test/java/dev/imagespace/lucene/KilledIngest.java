package dev.imagespace.lucene;

import dev.imagespace.ImageSpace;
import dev.imagespace.Schema;
import dev.imagespace.event.BatchRun;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.langchain4j.collection.ingest.ImageIngestor;
import dev.imagespace.langchain4j.collection.ingest.IngestSummary;
import dev.imagespace.langchain4j.collection.source.DirectorySource;
import dev.imagespace.model.HubSettings;
import java.nio.file.Path;
import java.util.Objects;

/** A process of its own, to be killed: directory of pictures, directory of the collection. */
final class KilledIngest {
  private KilledIngest() {}

  public static void main(String... arguments) {
    ImageSpaceListener embedded =
        new ImageSpaceListener() {
          @Override
          public void batchRun(BatchRun run) {
            System.out.println("embedded " + run.size());
          }
        };
    try (ImageSpace space = space(embedded);
        LuceneStorage storage = LuceneStorage.open(Path.of(arguments[1]))) {
      IngestSummary summary =
          ImageIngestor.into(storage.collection(space))
              .ingest(DirectorySource.of(Path.of(arguments[0])));
      System.out.println("complete " + summary.complete());
    }
  }

  /** The small checkpoint of the goldens. */
  static ImageSpace space(ImageSpaceListener listener) {
    Path golden = Path.of(Objects.requireNonNull(System.getProperty("imagespace.golden")));
    Schema item = Schema.named("Item");
    return ImageSpace.builder()
        .image(item.blob("image").with(item.string("description")))
        .model("sl-tiny")
        .modelCacheDir(golden.resolve("superlinked/cache"))
        .imageLoading(ImageLoading.builder().build())
        .hub(HubSettings.fromEnvironment().withOffline(true))
        .listener(listener)
        .build();
  }
}
