package dev.imagespace.tokenize;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.util.Platform;
import dev.imagespace.djl.DjlNatives;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.natives.NativeLibrary;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The native library of Hugging Face's tokenizers, out of DJL's jar. Thread-safe. */
final class TokenizerNatives {
  private static final String NAME = "tokenizers";

  /** DJL's setting for the file itself: given its directory, it fails on machines without CUDA. */
  private static final String PLACE = "RUST_LIBRARY_PATH";

  /** What the library needs on Windows comes along with it. */
  private static final List<String> FILES =
      List.of(
          "libwinpthread-1.dll",
          "libgcc_s_seh-1.dll",
          "libstdc++-6.dll",
          System.mapLibraryName(NAME));

  private static boolean loaded;

  private TokenizerNatives() {}

  /**
   * To be called before any other class of DJL's tokenizers is used.
   *
   * @throws EngineUnavailableException where it cannot be loaded
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    String file = System.mapLibraryName(NAME);
    DjlNatives.load(
        NAME,
        PLACE,
        TokenizerNatives::ofThisPlatform,
        directory -> Map.of(PLACE, directory.resolve(file).toString()),
        LibUtils::checkStatus);
    loaded = true;
  }

  private static List<NativeLibrary> ofThisPlatform() {
    String platform = Platform.fromSystem(NAME).getClassifier();
    List<NativeLibrary> libraries =
        FILES.stream()
            .map(file -> "native/lib/%s/cpu/%s".formatted(platform, file))
            .map(LibUtils.class.getClassLoader()::getResource)
            .flatMap(Stream::ofNullable)
            .map(NativeLibrary::bridge)
            .toList();
    if (libraries.isEmpty()) {
      throw new EngineUnavailableException(
          "ai.djl.huggingface:tokenizers has no native library for %s. Run on one of the platforms that it has them for, or set %s to the file of a built one."
              .formatted(platform, PLACE),
          null);
    }
    return libraries;
  }
}
