package io.backstop.sdk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Playwright;
import io.backstop.chromium.InstalledChromium;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link Stage} in one shared {@link InstalledChromium}. Without one the tests
 * are skipped, except where {@code CI=true}: there a missing browser is a failure.
 */
final class Chromium implements ExecutionCondition, ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(Chromium.class);

  /** The browser of the whole run, and the driver process behind it. */
  private record Running(Playwright playwright, Browser browser, BrowserContext usual)
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    static Running start() {
      Playwright playwright = InstalledChromium.driver();
      Browser browser = InstalledChromium.shell(playwright);
      return new Running(playwright, browser, context(browser));
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }

  static BrowserContext context(Browser browser) {
    BrowserContext context = browser.newContext();
    context.setDefaultTimeout(10_000);
    return context;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return InstalledChromium.isThere()
        ? ConditionEvaluationResult.enabled("There is a Chromium")
        : ConditionEvaluationResult.disabled(InstalledChromium.MISSING);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Running.class, ignored -> Running.start(), Running.class);
    Stage stage = new Stage(running.usual());
    context.getStore(NAMESPACE).put(Stage.class, stage);
    return stage;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Stage stage = context.getStore(NAMESPACE).remove(Stage.class, Stage.class);
    if (stage != null) {
      stage.close();
    }
  }
}
