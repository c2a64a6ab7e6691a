package io.backstop.it;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The installed Chromium, driven by Playwright, with third-party cookies blocked. Without one,
 * browser tests are skipped; with {@code CI=true} that is a failure.
 */
final class Browser implements AutoCloseable {

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--test-third-party-cookie-phaseout");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Path executable) {
    // Generous: these say that something comes, not how fast.
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(FLAGS));
  }

  static Browser open() {
    Path executable =
        Path.of(System.getenv().getOrDefault("BACKSTOP_CHROMIUM", "/usr/bin/chromium"));
    if (!Files.isExecutable(executable)) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("There is no Chromium at " + executable);
      }
      Assumptions.abort("There is no Chromium at " + executable);
    }
    return new Browser(executable);
  }

  /** A person of his own: no cookie, no history. */
  BrowserContext person() {
    return person(new com.microsoft.playwright.Browser.NewContextOptions());
  }

  BrowserContext person(com.microsoft.playwright.Browser.NewContextOptions options) {
    if (options.locale == null) {
      options.setLocale("en-US");
    }
    return chromium.newContext(options);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
