package dev.imagespace.autoconfigure;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;

/** The group "readiness", with the health of spaces in it. Immutable. */
record ReadinessGroup(HealthEndpointGroup group) implements HealthEndpointGroup {
  private static final String NAME = "readiness";

  /** The groups as they are where there is no such group. */
  static HealthEndpointGroups in(HealthEndpointGroups groups) {
    HealthEndpointGroup readiness = groups.get(NAME);
    if (readiness == null) {
      return groups;
    }
    Map<String, HealthEndpointGroup> all = new HashMap<>();
    groups.getNames().forEach(name -> all.put(name, groups.get(name)));
    all.put(NAME, new ReadinessGroup(readiness));
    return HealthEndpointGroups.of(groups.getPrimary(), all);
  }

  @Override
  public boolean isMember(String name) {
    return name.equals("imagespace") || group.isMember(name);
  }

  @Override
  public boolean showComponents(SecurityContext context) {
    return group.showComponents(context);
  }

  @Override
  public boolean showDetails(SecurityContext context) {
    return group.showDetails(context);
  }

  @Override
  public StatusAggregator getStatusAggregator() {
    return group.getStatusAggregator();
  }

  @Override
  public HttpCodeStatusMapper getHttpCodeStatusMapper() {
    return group.getHttpCodeStatusMapper();
  }

  @Override
  public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
    return group.getAdditionalPath();
  }
}
