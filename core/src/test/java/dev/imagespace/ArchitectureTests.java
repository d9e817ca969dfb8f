package dev.imagespace;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;

/** The plan of the house: which package may see which, and why. */
@AnalyzeClasses(packages = "dev.imagespace", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {
  private static final String ROOT = "dev.imagespace";
  private static final String[] INTERNAL = {
    ROOT + ".image.*..",
    ROOT + ".encode..",
    ROOT + ".checkpoint..",
    ROOT + ".tower..",
    ROOT + ".tensor..",
    ROOT + ".preprocess..",
    ROOT + ".tokenize..",
    ROOT + ".djl..",
    ROOT + ".natives..",
    ROOT + ".bounds..",
    ROOT + ".process..",
    ROOT + ".fingerprint..",
    "ai.djl.."
  };

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices()
          .matching("dev.imagespace.(**)")
          .should()
          .beFreeOfCycles()
          .because("a reader must be able to begin somewhere");

  @ArchTest
  static final ArchRule eachPackageSeesOnlyWhatItsTableSays =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy(ROOT)
          .layer("encode")
          .definedBy(ROOT + ".encode")
          .layer("checkpoint")
          .definedBy(ROOT + ".checkpoint")
          .layer("tower")
          .definedBy(ROOT + ".tower")
          .layer("tensor")
          .definedBy(ROOT + ".tensor")
          .layer("djl engine")
          .definedBy(ROOT + ".tensor.djl")
          .layer("preprocess")
          .definedBy(ROOT + ".preprocess")
          .layer("tokenize")
          .definedBy(ROOT + ".tokenize")
          .layer("tokenizer files")
          .definedBy(ROOT + ".tokenize.file")
          .layer("djl")
          .definedBy(ROOT + ".djl")
          .layer("natives")
          .definedBy(ROOT + ".natives")
          .layer("process")
          .definedBy(ROOT + ".process")
          .layer("image")
          .definedBy(ROOT + ".image")
          .layer("notation")
          .definedBy(ROOT + ".image.notation")
          .layer("decode")
          .definedBy(ROOT + ".image.decode..")
          .layer("url")
          .definedBy(ROOT + ".image.url")
          .layer("load")
          .definedBy(ROOT + ".image.load")
          .layer("model")
          .definedBy(ROOT + ".model")
          .layer("execution")
          .definedBy(ROOT + ".execution")
          .layer("fingerprint")
          .definedBy(ROOT + ".fingerprint")
          .layer("bounds")
          .definedBy(ROOT + ".bounds")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("encode")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("checkpoint")
          .mayOnlyBeAccessedByLayers("encode")
          .whereLayer("tower")
          .mayOnlyBeAccessedByLayers("checkpoint", "encode")
          .whereLayer("tensor")
          .mayOnlyBeAccessedByLayers("djl engine", "tower", "checkpoint", "encode")
          .whereLayer("djl engine")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("preprocess")
          .mayOnlyBeAccessedByLayers("checkpoint", "encode")
          .whereLayer("tokenize")
          .mayOnlyBeAccessedByLayers("checkpoint", "encode")
          .whereLayer("tokenizer files")
          .mayOnlyBeAccessedByLayers("tokenize")
          .whereLayer("execution")
          .mayOnlyBeAccessedByLayers("api", "encode", "tensor", "djl engine", "tokenize", "natives")
          .whereLayer("fingerprint")
          .mayOnlyBeAccessedByLayers(
              "api", "encode", "checkpoint", "tower", "preprocess", "tokenize", "natives")
          .whereLayer("notation")
          .mayOnlyBeAccessedByLayers("image", "url", "load")
          .whereLayer("decode")
          .mayOnlyBeAccessedByLayers("load", "preprocess", "encode")
          .whereLayer("url")
          .mayOnlyBeAccessedByLayers("load")
          .whereLayer("load")
          .mayOnlyBeAccessedByLayers("encode")
          .whereLayer("djl")
          .mayOnlyBeAccessedByLayers("djl engine", "tokenize")
          .whereLayer("bounds")
          .mayOnlyBeAccessedByLayers(
              "encode",
              "checkpoint",
              "model",
              "tensor",
              "tower",
              "preprocess",
              "tokenize",
              "image",
              "url",
              "load")
          .whereLayer("natives")
          .mayOnlyBeAccessedByLayers("djl engine", "tokenize", "djl", "model", "process")
          .whereLayer("process")
          .mayOnlyBeAccessedByLayers("djl engine")
          .because("the way of the data has one direction; an engine is found, never named");

  @ArchTest
  static final ArchRule decodersNeedNothingOfTheirLoader =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".image.decode..", ROOT + ".preprocess")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".image.decode..",
                              ROOT + ".preprocess",
                              ROOT + ".fingerprint")))
                  .and(
                      not(
                          nameMatching(
                              ".*\\.image\\.(ImageLimits|ImagePolicy|ImageRejectedException|PixelRules)(\\$.*)?"))))
          .because("who has a network of one's own wants bytes to pixels, and nothing else");

  @ArchTest
  static final ArchRule onlyTheEngineAndTheTokenizersSeeDjl =
      noClasses()
          .that(not(resideInAnyPackage(ROOT + ".tensor.djl", ROOT + ".tokenize")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..")
          .because("native memory has one owner, and a second engine must find a place");

  @ArchTest
  static final ArchRule coreIsAPlainLibrary =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "dev.langchain4j..", "io.micrometer..", "com.fasterxml..")
          .because("core is used without Spring and without LangChain4j too");

  @ArchTest
  static final ArchRule onlyImageAndModelOpenSockets =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      ROOT + ".image",
                      ROOT + ".image.notation",
                      ROOT + ".image.url",
                      ROOT + ".image.load",
                      ROOT + ".model")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.net.http..", "javax.net..")
                  .or(
                      resideInAPackage("java.net")
                          .and(not(namedUri().or(resourceOfTheClassPath())))))
          .because("what reaches the network is judged in two places");

  @ArchTest
  static final ArchRule onlyNativesReadTheClassPath =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      ROOT + ".image",
                      ROOT + ".model",
                      ROOT + ".natives",
                      ROOT + ".tokenize",
                      ROOT + ".tensor.djl")))
          .should()
          .dependOnClassesThat(resourceOfTheClassPath())
          .because("a URL is for libraries that come out of a jar, found where they are known");

  @ArchTest
  static final ArchRule exceptionsAreUnchecked =
      classes()
          .that()
          .areAssignableTo(Exception.class)
          .and()
          .arePublic()
          .should()
          .beAssignableTo(RuntimeException.class)
          .because("nobody can repair a missing tensor at the place of the call");

  @ArchTest
  static final ArchRule onlyModelAndNativesWriteFiles =
      noClasses()
          .that(not(resideInAnyPackage(ROOT + ".model", ROOT + ".natives")))
          .should()
          .callMethodWhere(
              target(owner(assignableTo(Files.class)))
                  .and(
                      target(
                          nameMatching(
                              "write.*|copy|move|create.*|delete.*|newOutputStream|newBufferedWriter"))))
          .because("a cache has one keeper, and code is loaded from where one rule is kept");

  @ArchTest
  static final ArchRule theApiShowsNothingBehindIt =
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(
              resideInAnyPackage(ROOT, ROOT + ".image", ROOT + ".model", ROOT + ".execution")
                  .and(modifier(PUBLIC)))
          .should()
          .haveRawReturnType(resideInAnyPackage(INTERNAL))
          .orShould()
          .haveRawParameterTypes(anyElementThat(resideInAnyPackage(INTERNAL)))
          .because("the public API is the root, image, model and execution; the rest may change");

  private static DescribedPredicate<JavaClass> resourceOfTheClassPath() {
    return assignableTo(URL.class).or(assignableTo(URLConnection.class));
  }

  private static DescribedPredicate<JavaClass> namedUri() {
    return assignableTo(URI.class).or(assignableTo(URISyntaxException.class));
  }
}
