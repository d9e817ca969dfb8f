package dev.imagespace.pictures;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the module may see: hostile bytes meet memory-safe code, and no other. */
@AnalyzeClasses(
    packages = {"dev.imagespace.pictures", "dev.imagespace.image"},
    importOptions = DoNotIncludeTests.class)
class PicturesArchitectureTests {

  @ArchTest
  static final ArchRule nothingIsNeededButTheBaseOfTheJdk =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.imagespace.pictures..",
              "dev.imagespace.image",
              "java.io..",
              "java.lang..",
              "java.nio..",
              "java.util..",
              "org.jspecify.annotations")
          .because("a runtime of java.base alone runs it, without native decoders or AWT");

  @ArchTest
  static final ArchRule formatsFormNoCycle =
      slices()
          .matching("dev.imagespace.(**)")
          .should()
          .beFreeOfCycles()
          .because("a reader must be able to begin somewhere");
}
