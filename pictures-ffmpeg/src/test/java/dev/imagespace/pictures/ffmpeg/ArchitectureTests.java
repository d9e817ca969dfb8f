package dev.imagespace.pictures.ffmpeg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.imagespace.pictures.ffmpeg",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {
  private static final String ROOT = "dev.imagespace.pictures.ffmpeg";

  @ArchTest
  static final ArchRule onlyTheRoomOfCodecsSeesFfmpeg =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".codec")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..")
          .because("containers, sizes and colours of strangers' files are read in Java");

  @ArchTest
  static final ArchRule nothingElseOfOursIsSeenButPictures =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "..",
              "dev.imagespace.image",
              "dev.imagespace.pictures.decode",
              "org.bytedeco..",
              "org.jspecify..",
              "java..")
          .because("whoever uses pictures alone can add HEIC and AVIF to them");

  @ArchTest
  static final ArchRule onlyTheDecoderIsPublicInItsRoot =
      classes()
          .that()
          .resideInAPackage(ROOT)
          .and()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("HeifDecoder")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .notBePublic()
          .because("ServiceLoader asks for one class");

  @ArchTest
  static final ArchRule roomsFormNoCycle =
      slices()
          .matching(ROOT + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because("a reader must be able to begin somewhere");
}
