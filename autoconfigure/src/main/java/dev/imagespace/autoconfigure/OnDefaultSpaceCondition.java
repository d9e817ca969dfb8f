package dev.imagespace.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * There is a default space unless properties name others and no default model: who chose two models
 * does not want a third one downloaded.
 */
final class OnDefaultSpaceCondition extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    Environment environment = context.getEnvironment();
    boolean model = environment.containsProperty("imagespace.model");
    boolean others = !SpaceEnvironment.names(environment).isEmpty();
    return new ConditionOutcome(
        model || !others,
        ConditionMessage.forCondition("Default space")
            .because(
                "'imagespace.model' is %s, and there are %s spaces by name"
                    .formatted(model ? "set" : "not set", others ? "" : "no")));
  }
}
