package dev.imagespace.sample.command;

import dev.imagespace.ImageSpace;
import dev.imagespace.ModelStore;
import dev.imagespace.autoconfigure.ImageSpaceProperties;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelDownloadListener;
import java.nio.file.Path;
import org.springframework.beans.factory.BeanFactory;

/**
 * Models as the properties of this run say: where they are kept and from where they come. The
 * application's own space is not made for them.
 */
record ModelShelf(ImageSpaceProperties properties, ModelDownloadListener listener) {

  static ModelShelf of(BeanFactory beans) {
    return new ModelShelf(
        beans.getBean(ImageSpaceProperties.class),
        beans.getBeanProvider(ModelDownloadListener.class).getIfAvailable(() -> download -> {}));
  }

  ModelStore store() {
    String directory = properties.modelCacheDir();
    return new ModelStore(
        directory == null ? null : Path.of(directory), properties.hubSettings(), listener);
  }

  /** A space on a model, of which the headers are read: it tells what the model is. */
  ImageSpace open(String model, HubSettings hub) {
    return properties.toBuilder().model(model).hub(hub).modelDownloads(listener).build();
  }
}
