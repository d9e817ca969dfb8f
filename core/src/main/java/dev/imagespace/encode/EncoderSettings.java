package dev.imagespace.encode;

import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.ModelHandler;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DualEncoder} is opened with. Immutable.
 *
 * @param model a name, a directory, {@code classpath:…} or {@code mini}
 * @param modelCacheDir null for the default of the Hugging Face tools
 * @param execution how it is run
 * @param resources what it shares with others, of as many processors as the execution says
 * @param hub where models come from that are not there
 * @param downloads hears of them
 * @param listener hears what the model does; null for none
 * @param text how texts are embedded
 */
public record EncoderSettings(
    String model,
    ModelHandler modelHandler,
    @Nullable Path modelCacheDir,
    Execution execution,
    ImagePolicy imagePolicy,
    PixelRules pixelRules,
    ImageLoading imageLoading,
    Resources resources,
    HubSettings hub,
    ModelDownloadListener downloads,
    @Nullable ImageSpaceListener listener,
    TextSettings text) {

  public EncoderSettings {
    Integer processors = execution.processors();
    resources = processors == null ? resources : resources.ofProcessors(processors);
  }
}
