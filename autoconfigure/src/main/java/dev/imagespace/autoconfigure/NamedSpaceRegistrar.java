package dev.imagespace.autoconfigure;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a bean for each space that properties name, qualified by that name. It is injected only
 * where it is asked for by name, so that nobody who injects the default gets two.
 */
abstract class NamedSpaceRegistrar implements ImportBeanDefinitionRegistrar {
  private final Environment environment;
  private final Class<?> type;
  private final String factoryBean;

  NamedSpaceRegistrar(Environment environment, Class<?> type, String factoryBean) {
    this.environment = environment;
    this.type = type;
    this.factoryBean = factoryBean;
  }

  /** The name of the bean of this type for the space. */
  static String beanName(String space, Class<?> type) {
    return space + type.getSimpleName();
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    for (String space : SpaceEnvironment.names(environment)) {
      RootBeanDefinition bean = new RootBeanDefinition();
      bean.setTargetType(type);
      // A method of a bean, and no lambda, so that it can be written down ahead of time.
      bean.setFactoryBeanName(factoryBean);
      bean.setFactoryMethodName("named");
      bean.getConstructorArgumentValues().addIndexedArgumentValue(0, space);
      bean.addQualifier(new AutowireCandidateQualifier(Qualifier.class, space));
      bean.setDefaultCandidate(false);
      if (AutoCloseable.class.isAssignableFrom(type)) {
        bean.setDestroyMethodName("close");
      }
      registry.registerBeanDefinition(beanName(space, type), bean);
    }
  }
}
