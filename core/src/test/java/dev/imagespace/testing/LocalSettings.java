package dev.imagespace.testing;

import dev.imagespace.encode.EncoderSettings;
import dev.imagespace.encode.TextSettings;
import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;

/** Settings of a model that is there, with everything else as it is by default. Stateless. */
public final class LocalSettings {
  private LocalSettings() {}

  public static EncoderSettings of(String model, ModelHandler handler, Execution execution) {
    return of(model, handler, execution, ImagePolicy.VISUAL, ImageLoading.defaults());
  }

  public static EncoderSettings of(
      String model,
      ModelHandler handler,
      Execution execution,
      ImagePolicy policy,
      ImageLoading loading) {
    return new EncoderSettings(
        model,
        handler,
        null,
        execution,
        policy,
        PixelRules.defaults(),
        loading,
        Resources.shared(),
        HubSettings.fromEnvironment().withOffline(true),
        download -> {},
        null,
        TextSettings.OWN);
  }
}
