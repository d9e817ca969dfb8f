package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import dev.imagespace.ImageSpaceBuilder;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.image.Resources;
import dev.imagespace.model.ModelDownloadListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;

/**
 * Builders of spaces that share the application's resources, and are heard by its listeners.
 * Thread-safe.
 */
final class SpaceBuilders {
  private final Environment environment;
  private final ImageSpaceProperties properties;
  private final Resources resources;
  private final PublishedDownloads downloads;
  private final ObjectProvider<SpaceListeners> listenersByName;
  private final ObjectProvider<ImageSpaceListener> listeners;
  private final ObjectProvider<ImageSpaceBuilderCustomizer> customizers;

  SpaceBuilders(
      Environment environment,
      ImageSpaceProperties properties,
      Resources resources,
      ObjectProvider<ModelDownloadListener> downloads,
      ApplicationEventPublisher events,
      ObjectProvider<SpaceListeners> listenersByName,
      ObjectProvider<ImageSpaceListener> listeners,
      ObjectProvider<ImageSpaceBuilderCustomizer> customizers) {
    this.environment = environment;
    this.properties = properties;
    this.resources = resources;
    this.downloads = new PublishedDownloads(downloads, events);
    this.listenersByName = listenersByName;
    this.listeners = listeners;
    this.customizers = customizers;
  }

  /** As the properties say, for a space of this name. */
  ImageSpaceBuilder builder(String name) {
    return builder(name, properties);
  }

  /**
   * The space that properties name.
   *
   * @throws NamedSpaceException where it cannot be opened
   */
  ImageSpace named(String name) {
    try {
      return builder(name, SpaceEnvironment.settings(environment, name)).build();
    } catch (RuntimeException e) {
      throw new NamedSpaceException(name, e);
    }
  }

  private ImageSpaceBuilder builder(String name, ImageSpaceProperties settings) {
    ImageSpaceBuilder builder = settings.toBuilder().resources(resources).modelDownloads(downloads);
    listenersByName.orderedStream().forEach(each -> builder.addListener(each.of(name)));
    listeners.orderedStream().forEach(builder::addListener);
    customizers.orderedStream().forEach(each -> each.customize(builder));
    return builder;
  }
}
