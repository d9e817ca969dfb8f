package dev.imagespace.autoconfigure;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The artifact that holds the native library of PyTorch for a platform. Immutable. */
record NativeArtifact(String version, String classifier) {

  private static final String GROUP = "ai.djl.pytorch";
  private static final String NAME = "pytorch-native-cpu";

  /** Whether there is an engine that needs it: an application may have ONNX Runtime alone. */
  static boolean isNeeded() {
    return engine().exists();
  }

  /** Empty for a platform that no library is published for. */
  static Optional<NativeArtifact> forPlatform(String osName, String osArch) {
    return classifier(osName.toLowerCase(Locale.ROOT), osArch.toLowerCase(Locale.ROOT))
        .map(classifier -> new NativeArtifact(engineVersion(), classifier));
  }

  private static Optional<String> classifier(String os, String arch) {
    boolean arm = arch.equals("aarch64");
    boolean intel = arch.equals("amd64") || arch.equals("x86_64");
    if (os.startsWith("linux") && (arm || intel)) {
      return Optional.of(arm ? "linux-aarch64" : "linux-x86_64");
    }
    if (os.startsWith("mac") && arm) {
      return Optional.of("osx-aarch64");
    }
    return os.startsWith("windows") && intel ? Optional.of("win-x86_64") : Optional.empty();
  }

  /** The version that DJL's engine on the class path was built for, whoever chose it. */
  private static String engineVersion() {
    try {
      return PropertiesLoaderUtils.loadProperties(engine())
          .getProperty("pytorch_version", "VERSION");
    } catch (IOException e) {
      return "VERSION";
    }
  }

  private static Resource engine() {
    return new ClassPathResource("pytorch-engine.properties");
  }

  /** By the descriptions of the natives there are, as DJL looks for its own. */
  boolean isOnClassPath() {
    try {
      for (Resource natives :
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:native/lib/pytorch.properties")) {
        if (classifier.equals(
            PropertiesLoaderUtils.loadProperties(natives).getProperty("classifier"))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  String asMaven() {
    return """
        <dependency>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <classifier>%s</classifier>
          <scope>runtime</scope>
        </dependency>"""
        .formatted(GROUP, NAME, version, classifier);
  }

  String asGradle() {
    return "runtimeOnly(\"%s:%s:%s:%s\")".formatted(GROUP, NAME, version, classifier);
  }
}
