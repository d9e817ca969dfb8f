package dev.imagespace.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** What the module of an engine may see and show. Stateless. */
public final class EngineRules {
  private EngineRules() {}

  /**
   * The algebra, and no tower.
   *
   * @param others packages that this engine does not need either
   */
  public static ArchRule knowsTheAlgebraAndNoTower(String... others) {
    Stream<String> all =
        Stream.of(
            "dev.imagespace",
            "dev.imagespace.tower..",
            "dev.imagespace.encode..",
            "dev.imagespace.checkpoint..",
            "org.springframework..",
            "dev.langchain4j..");
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Stream.concat(all, Stream.of(others)).toArray(String[]::new))
        .because("a forward pass is written once, and engines are found, not wired");
  }

  public static ArchRule onlyTheProviderIsPublic(String provider) {
    return classes()
        .that()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName(provider)
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .notBePublic()
        .because("ServiceLoader asks for one class");
  }
}
