package dev.imagespace.autoconfigure;

import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownloadListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which downloads go on or have failed, by model. Thread-safe. */
final class ArrivingWeights implements ModelDownloadListener {
  private final Map<String, ModelDownload> latest = new ConcurrentHashMap<>();

  @Override
  public void onDownload(ModelDownload download) {
    String name = nameOf(download.model());
    if (download.state() == ModelDownload.State.FINISHED) {
      latest.computeIfPresent(
          name, (model, known) -> known.file().equals(download.file()) ? null : known);
    } else {
      latest.put(name, download);
    }
  }

  /** The last that was heard of the model's files, unless they are there. */
  Optional<ModelDownload> of(String repository) {
    return Optional.ofNullable(latest.get(repository));
  }

  private static String nameOf(String model) {
    int at = model.indexOf('@');
    return at < 0 ? model : model.substring(0, at);
  }
}
