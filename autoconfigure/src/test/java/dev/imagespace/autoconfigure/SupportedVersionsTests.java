package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside which versions a start goes on. */
class SupportedVersionsTests {

  @ParameterizedTest
  @ValueSource(strings = {"3.5.0", "4.0.0", "4.1.2", "4.2.0-M1"})
  void theseAreRunWith(String version) {
    assertThatNoException().isThrownBy(() -> SupportedVersions.requireBoot(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7.18", "3.3.1", "3.4.9", "5.0.0"})
  void othersAreRefusedWithWhatToChange(String version) {
    assertThatThrownBy(() -> SupportedVersions.requireBoot(version))
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessageContaining("3.5 to 4.x, and this is " + version);
  }

  @Test
  void anOlderLangChain4jIsRefusedAndNoneIsNone() {
    assertThatThrownBy(() -> SupportedVersions.requireLangChain4j(true, false))
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessageContaining("1.18");
    assertThatNoException().isThrownBy(() -> SupportedVersions.requireLangChain4j(false, false));
    assertThatNoException().isThrownBy(() -> SupportedVersions.requireLangChain4j(true, true));
  }
}
