package dev.imagespace.pytorch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.imagespace.pytorch", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule anEngineKnowsTheAlgebraAndNoTower =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.imagespace",
              "dev.imagespace.tower..",
              "dev.imagespace.encode..",
              "dev.imagespace.checkpoint..",
              "org.springframework..",
              "dev.langchain4j..")
          .because("a forward pass is written once, and engines are found, not wired");

  @ArchTest
  static final ArchRule onlyTheProviderIsPublic =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("PyTorchEngineProvider")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .notBePublic()
          .because("ServiceLoader asks for one class");
}
