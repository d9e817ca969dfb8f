package dev.imagespace.onnx;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.imagespace.testing.EngineRules;

@AnalyzeClasses(packages = "dev.imagespace.onnx", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule anEngineKnowsTheAlgebraAndNoTower =
      EngineRules.knowsTheAlgebraAndNoTower("ai.djl..");

  @ArchTest
  static final ArchRule onlyTheProviderIsPublic =
      EngineRules.onlyTheProviderIsPublic("OnnxEngineProvider");
}
