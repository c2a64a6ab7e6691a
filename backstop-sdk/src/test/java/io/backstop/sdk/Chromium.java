package io.backstop.sdk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link Stage} in one shared Chromium, the one in {@code BACKSTOP_CHROMIUM} or
 * {@code /usr/bin/chromium}. Without one the tests are skipped, except where {@code CI=true}: there
 * a missing browser is a failure.
 */
final class Chromium implements ExecutionCondition, ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(Chromium.class);
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  /** The browser of the whole run, and the driver process behind it. */
  private record Running(Playwright playwright, Browser browser, BrowserContext usual)
      implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    static Running start() {
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions().setExecutablePath(executable()).setArgs(FLAGS));
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

  private static Path executable() {
    String chosen = System.getenv("BACKSTOP_CHROMIUM");
    return Path.of(chosen == null || chosen.isBlank() ? "/usr/bin/chromium" : chosen);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Files.isExecutable(executable())) {
      return ConditionEvaluationResult.enabled("Chromium is at " + executable());
    }
    String missing = "No Chromium at " + executable() + ": set BACKSTOP_CHROMIUM to one";
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(missing);
    }
    return ConditionEvaluationResult.disabled(missing);
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
