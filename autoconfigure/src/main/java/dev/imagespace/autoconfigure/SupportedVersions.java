package dev.imagespace.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Refuses to start beside versions that would fail later, or in silence: Spring Boot before 3.5
 * does not know the condition by which {@code imagespace.enabled=false} is obeyed. Looked at before
 * any class of such a library is used. Stateless.
 */
final class SupportedVersions
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final int OLDEST_BOOT = 305;
  private static final int NEWEST_BOOT = 499;
  private static final String LANGCHAIN4J = "dev.langchain4j.model.embedding.";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    requireBoot(SpringBootVersion.getVersion());
    ClassLoader classes = context.getClassLoader();
    requireLangChain4j(
        ClassUtils.isPresent(LANGCHAIN4J + "EmbeddingModel", classes),
        ClassUtils.isPresent(LANGCHAIN4J + "request.EmbeddingRequest", classes));
  }

  static void requireBoot(@Nullable String version) {
    Matcher parts = VERSION.matcher(String.valueOf(version));
    if (!parts.matches()) {
      return;
    }
    int number = 100 * Integer.parseInt(parts.group(1)) + Integer.parseInt(parts.group(2));
    if (number < OLDEST_BOOT || number > NEWEST_BOOT) {
      throw new UnsupportedVersionException(
          "ImageSpace runs with Spring Boot 3.5 to 4.x, and this is %s.".formatted(version),
          "Set the version of spring-boot-starter-parent, or of the Gradle plug-in"
              + " org.springframework.boot, to one of these; or remove"
              + " dev.imagespace:imagespace-spring-boot-starter.");
    }
  }

  static void requireLangChain4j(boolean isThere, boolean knowsRequests) {
    if (isThere && !knowsRequests) {
      throw new UnsupportedVersionException(
          "ImageSpace runs with LangChain4j from 1.18 on, and this one is older.",
          "Set the version of dev.langchain4j:langchain4j-core to 1.19.0, or import"
              + " dev.langchain4j:langchain4j-bom of that version before other BOMs.");
    }
  }
}
