package io.backstop.it;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the one {@link Stage} to tests that ask for it by a parameter; after each class sees to it
 * that all traffic with the sandbox was as Stripe describes it.
 */
final class StageExtension implements ParameterResolver, AfterAllCallback {

  @Override
  public void afterAll(ExtensionContext context) {
    Assertions.assertThat(Stage.of(context).description().violations()).isEmpty();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Stage.of(context);
  }
}
