package dev.imagespace.pytorch;

import ai.djl.engine.Engine;
import ai.djl.util.Platform;
import dev.imagespace.djl.DjlDefaults;
import dev.imagespace.djl.DjlNatives;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.natives.NativeLibrary;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PyTorch's native libraries, and DJL's bridge to them, out of their jars. Thread-safe. */
final class PyTorchNatives {
  private static final String NAME = "pytorch";

  /** DJL's setting for a directory that holds all of them, the bridge included. */
  private static final String PLACE = "PYTORCH_LIBRARY_PATH";

  private static boolean loaded;

  private PyTorchNatives() {}

  /**
   * Looks for them without loading them, which would take a second.
   *
   * @throws EngineUnavailableException where the class path lacks one; it names the artifact
   */
  static void require() {
    if (DjlDefaults.providedBy(PLACE).isEmpty()) {
      ofThisPlatform(Platform.detectPlatform(NAME));
    }
  }

  /**
   * To be called before DJL's engine is first used.
   *
   * @throws EngineUnavailableException where they cannot be loaded
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    DjlNatives.load(
        NAME,
        PLACE,
        () -> ofThisPlatform(Platform.detectPlatform(NAME)),
        directory -> Map.of(PLACE, directory.toString(), "PYTORCH_FLAVOR", flavor()),
        () -> Engine.getEngine("PyTorch"));
    loaded = true;
  }

  /** Told a directory, DJL would guess it. */
  private static String flavor() {
    return Platform.detectPlatform(NAME).getFlavor();
  }

  private static List<NativeLibrary> ofThisPlatform(Platform platform) {
    String classifier = platform.getClassifier();
    if (platform.isPlaceholder()) {
      throw new EngineUnavailableException(
          "No PyTorch native library for %s on the class path. Add ai.djl.pytorch:pytorch-native-cpu with the classifier '%s', or set %s to the directory of an installed one."
              .formatted(classifier, classifier, PLACE),
          null);
    }
    List<NativeLibrary> libraries = new ArrayList<>();
    for (String file : platform.getLibraries()) {
      libraries.add(
          NativeLibrary.shared(
              find(
                  "pytorch/%s/%s/%s".formatted(platform.getFlavor(), classifier, file), platform)));
    }
    String bridge = System.mapLibraryName("djl_torch");
    libraries.add(
        NativeLibrary.bridge(
            find("jnilib/%s/%s/%s".formatted(classifier, platform.getFlavor(), bridge), platform)));
    return libraries;
  }

  private static URL find(String path, Platform platform) {
    URL found = PyTorchNatives.class.getClassLoader().getResource(path);
    if (found == null) {
      throw new EngineUnavailableException(
          "The class path has PyTorch for %s, and not '%s'. Add ai.djl.pytorch:pytorch-jni and ai.djl.pytorch:pytorch-native-cpu of the same version."
              .formatted(platform.getClassifier(), path),
          null);
    }
    return found;
  }
}
