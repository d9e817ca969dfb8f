package dev.imagespace.pytorch;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.imagespace.testing.EngineRules;

@AnalyzeClasses(packages = "dev.imagespace.pytorch", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule anEngineKnowsTheAlgebraAndNoTower = EngineRules.knowsTheAlgebraAndNoTower();

  @ArchTest
  static final ArchRule onlyTheProviderIsPublic =
      EngineRules.onlyTheProviderIsPublic("PyTorchEngineProvider");
}
