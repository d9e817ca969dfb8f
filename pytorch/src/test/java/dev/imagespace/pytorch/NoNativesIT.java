package dev.imagespace.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A native library that the class path lacks is named, and fetched by nobody who was not told to.
 */
@Timeout(120)
class NoNativesIT {
  private final Path cache;

  NoNativesIT(@TempDir Path temporary) {
    cache = temporary;
  }

  @Test
  void aModelNamesTheMissingLibraryAndAsksForNoSocket() throws Exception {
    assertThat(NativesProcess.run(cache, List.of(), "model"))
        .contains("No PyTorch native library for ", "ai.djl.pytorch:pytorch-native-cpu")
        .endsWith("0 sockets\n");
  }

  @Test
  void djlItselfRefusesToFetchIt() throws Exception {
    assertThat(NativesProcess.run(cache, List.of(), "engine"))
        .doesNotContain("It started.")
        .contains("Offline mode is enabled", "at ai.djl.pytorch.jni.LibUtils.downloadPyTorch")
        .endsWith("0 sockets\n");
  }

  @Test
  void whereTheSwitchAllowsItDjlTriesToWhichIsSeen() throws Exception {
    assertThat(
            NativesProcess.run(
                cache,
                List.of("-Dimagespace.djl.downloads=true", "-DOPT_OUT_TRACKING=true"),
                "engine"))
        .contains("No sockets here")
        .contains("at ai.djl.pytorch.jni.LibUtils.downloadPyTorch");
  }
}
