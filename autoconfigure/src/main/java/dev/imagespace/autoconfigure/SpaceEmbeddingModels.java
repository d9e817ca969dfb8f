package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import dev.imagespace.langchain4j.ImageSpaceEmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Embedding models over spaces that properties name. Thread-safe. */
final class SpaceEmbeddingModels {
  private final ListableBeanFactory beans;
  private final ObjectProvider<EmbeddingModelListener> listeners;

  SpaceEmbeddingModels(
      ListableBeanFactory beans, ObjectProvider<EmbeddingModelListener> listeners) {
    this.beans = beans;
    this.listeners = listeners;
  }

  ImageSpaceEmbeddingModel named(String space) {
    String bean = NamedSpaceRegistrar.beanName(space, ImageSpace.class);
    return ImageSpaceEmbeddingModel.of(beans.getBean(bean, ImageSpace.class))
        .addListeners(listeners.orderedStream().toList());
  }
}
