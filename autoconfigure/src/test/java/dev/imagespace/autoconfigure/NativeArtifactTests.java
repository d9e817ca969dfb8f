package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeArtifactTests {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Linux, aarch64, linux-aarch64",
    "Mac OS X, aarch64, osx-aarch64",
    "Windows 11, amd64, win-x86_64",
  })
  void namesTheClassifierThatDjlPublishes(String osName, String osArch, String classifier) {
    assertThat(NativeArtifact.forPlatform(osName, osArch))
        .get()
        .extracting(NativeArtifact::classifier)
        .isEqualTo(classifier);
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, x86_64", "Linux, riscv64", "Windows 11, aarch64", "FreeBSD, amd64"})
  void isEmptyWhereNothingIsPublished(String osName, String osArch) {
    assertThat(NativeArtifact.forPlatform(osName, osArch)).isEmpty();
  }

  @Test
  void hasTheVersionThatTheEngineOnTheClassPathWasBuiltFor() {
    assertThat(NativeArtifact.forPlatform("Linux", "amd64"))
        .get()
        .extracting(NativeArtifact::asGradle)
        .isEqualTo("runtimeOnly(\"ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64\")");
  }
}
