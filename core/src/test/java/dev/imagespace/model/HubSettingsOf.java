package dev.imagespace.model;

import java.nio.file.Path;
import java.util.Map;

/** Settings of a hub that do not depend on the environment of the tests. */
public final class HubSettingsOf {
  private HubSettingsOf() {}

  public static HubSettings variables(Map<String, String> variables) {
    return HubSettings.from(variables);
  }

  public static Path defaultCacheDirectory(Map<String, String> variables) {
    return HubSettings.defaultCacheDirectory(variables);
  }
}
