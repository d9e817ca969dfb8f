package dev.imagespace.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("system properties belong to the whole JVM")
class DjlDefaultsTests {
  private static final Map<String, String> DEFAULTS =
      Map.of("ai.djl.offline", "true", "OPT_OUT_TRACKING", "true", "RUST_FLAVOR", "cpu");

  private final Properties before = new Properties();

  @BeforeEach
  void clear() {
    before.putAll(System.getProperties());
    DEFAULTS.keySet().forEach(System::clearProperty);
    System.clearProperty(DjlDefaults.DOWNLOADS_PROPERTY);
  }

  @AfterEach
  void restore() {
    System.setProperties(before);
  }

  @Test
  void downloadsAndTrackingAreOff() {
    DjlDefaults.apply();

    DEFAULTS.forEach(
        (name, value) -> assertThat(System.getProperty(name)).as(name).isEqualTo(value));
  }

  @Test
  void whatTheApplicationHasSetStays() {
    System.setProperty("ai.djl.offline", "false");
    DjlDefaults.apply();

    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("false");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }

  @Test
  void oneSwitchLeavesEverythingToDjl() {
    System.setProperty(DjlDefaults.DOWNLOADS_PROPERTY, "true");
    DjlDefaults.apply();

    assertThat(System.getProperties()).doesNotContainKeys(DEFAULTS.keySet().toArray());
  }
}
