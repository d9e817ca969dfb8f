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
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.util.Map;

/** The plan of the house: which package may see which, and why. */
@AnalyzeClasses(packages = "dev.imagespace", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {
  private static final String ROOT = "dev.imagespace";
  private static final String[] INTERNAL = {
    ROOT + ".image.*..",
    ROOT + ".model.*..",
    ROOT + ".encode..",
    ROOT + ".checkpoint..",
    ROOT + ".tower..",
    ROOT + ".pictures..",
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
  static final ArchRule filesOfTheRootFormNoCycle =
      slices()
          .assignedFrom(new FilesOfTheRoot())
          .should()
          .beFreeOfCycles()
          .because(
              "files are read one after the other; a schema makes its fields, a space its builder");

  @ArchTest
  static final ArchRule eachPackageSeesOnlyWhatItsTableSays =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy(ROOT)
          .layer("encode")
          .definedBy(ROOT + ".encode..")
          .layer("checkpoint")
          .definedBy(ROOT + ".checkpoint..")
          .layer("tower")
          .definedBy(ROOT + ".tower..")
          .layer("tensor")
          .definedBy(ROOT + ".tensor")
          .layer("preprocess")
          .definedBy(ROOT + ".pictures.preprocess")
          .layer("tokenize")
          .definedBy(ROOT + ".tokenize", ROOT + ".tokenize.clean")
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
          .definedBy(ROOT + ".pictures", ROOT + ".pictures.decode..")
          .layer("url")
          .definedBy(ROOT + ".image.url")
          .layer("load")
          .definedBy(ROOT + ".image.load")
          .layer("model")
          .definedBy(ROOT + ".model")
          .layer("model cache")
          .definedBy(ROOT + ".model.cache")
          .layer("model hub")
          .definedBy(ROOT + ".model.hub")
          .layer("execution")
          .definedBy(ROOT + ".execution")
          .layer("fingerprint")
          .definedBy(ROOT + ".fingerprint")
          .layer("bounds")
          .definedBy(ROOT + ".bounds")
          .layer("event")
          .definedBy(ROOT + ".event")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("encode")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("checkpoint")
          .mayOnlyBeAccessedByLayers("encode")
          .whereLayer("tower")
          .mayOnlyBeAccessedByLayers("checkpoint", "encode")
          .whereLayer("tensor")
          .mayOnlyBeAccessedByLayers("tower", "checkpoint", "encode")
          .whereLayer("preprocess")
          .mayOnlyBeAccessedByLayers("checkpoint", "encode")
          .whereLayer("tokenize")
          .mayOnlyBeAccessedByLayers("checkpoint", "encode")
          .whereLayer("tokenizer files")
          .mayOnlyBeAccessedByLayers("tokenize")
          .whereLayer("model hub")
          .mayOnlyBeAccessedByLayers("api", "encode")
          .whereLayer("model cache")
          .mayOnlyBeAccessedByLayers("api", "model hub", "encode", "checkpoint")
          .whereLayer("execution")
          .mayOnlyBeAccessedByLayers("api", "encode", "event", "tensor", "tokenize", "natives")
          .whereLayer("event")
          .mayOnlyBeAccessedByLayers("api", "encode")
          .whereLayer("fingerprint")
          .mayOnlyBeAccessedByLayers(
              "api", "encode", "checkpoint", "tower", "tokenize", "natives", "load")
          .whereLayer("notation")
          .mayOnlyBeAccessedByLayers("image", "url", "load")
          .whereLayer("decode")
          .mayOnlyBeAccessedByLayers("load", "preprocess", "encode")
          .whereLayer("url")
          .mayOnlyBeAccessedByLayers("load")
          .whereLayer("load")
          .mayOnlyBeAccessedByLayers("encode")
          .whereLayer("djl")
          .mayOnlyBeAccessedByLayers("tokenize")
          .whereLayer("bounds")
          .mayOnlyBeAccessedByLayers(
              "encode",
              "tokenizer files",
              "checkpoint",
              "model",
              "model cache",
              "model hub",
              "tensor",
              "tower",
              "preprocess",
              "tokenize",
              "image",
              "url",
              "load")
          .whereLayer("natives")
          .mayOnlyBeAccessedByLayers("tokenize", "djl", "model", "model cache", "process")
          .whereLayer("process")
          .mayOnlyBeAccessedByLayers("tensor")
          .because("the way of the data has one direction; an engine is found, never named");

  @ArchTest
  static final ArchRule onlyTheTokenizersSeeDjl =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".tokenize")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..")
          .because("native memory has one owner, and engines are modules of their own");

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
                      ROOT + ".model.hub")))
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
                      ROOT + ".model.cache",
                      ROOT + ".natives",
                      ROOT + ".tokenize")))
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
          .that(not(resideInAnyPackage(ROOT + ".model.cache", ROOT + ".natives")))
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
              resideInAnyPackage(
                      ROOT,
                      ROOT + ".image",
                      ROOT + ".model",
                      ROOT + ".execution",
                      ROOT + ".event",
                      ROOT + ".tensor")
                  .and(modifier(PUBLIC)))
          .should()
          .haveRawReturnType(resideInAnyPackage(INTERNAL))
          .orShould()
          .haveRawParameterTypes(anyElementThat(resideInAnyPackage(INTERNAL)))
          .because("the API is the root, image, model, execution, event, and tensor for engines");

  private static DescribedPredicate<JavaClass> resourceOfTheClassPath() {
    return assignableTo(URL.class).or(assignableTo(URLConnection.class));
  }

  private static DescribedPredicate<JavaClass> namedUri() {
    return assignableTo(URI.class).or(assignableTo(URISyntaxException.class));
  }

  /** Those that are one thing in several files count as one. */
  private static final class FilesOfTheRoot implements SliceAssignment {
    private static final Map<String, String> TOGETHER =
        Map.of(
            "BlobField", "Schema",
            "StringField", "Schema",
            "DescribedBlob", "Schema",
            "ImageField", "Schema",
            "ImageSpaceBuilder", "ImageSpace");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      if (!type.getPackageName().equals(ROOT)) {
        return SliceIdentifier.ignore();
      }
      String file = type.getName().substring(ROOT.length() + 1).replaceFirst("\\$.*", "");
      return SliceIdentifier.of(TOGETHER.getOrDefault(file, file));
    }

    @Override
    public String getDescription() {
      return "files of the root package";
    }
  }
}
