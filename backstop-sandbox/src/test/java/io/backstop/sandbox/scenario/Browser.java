package io.backstop.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The Chromium in BACKSTOP_CHROMIUM or /usr/bin/chromium. Without one its tests are skipped, except
 * where CI=true: there a missing browser is a failure.
 */
final class Browser implements AutoCloseable {
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  static Browser open() {
    String chosen = System.getenv("BACKSTOP_CHROMIUM");
    Path executable = Path.of(chosen == null || chosen.isBlank() ? "/usr/bin/chromium" : chosen);
    boolean there = Files.isExecutable(executable);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as("Chromium at %s", executable).isTrue();
    }
    assumeTrue(there, "No Chromium at " + executable + ": set BACKSTOP_CHROMIUM to one");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run"))));
  }

  Page page() {
    return chromium.newContext().newPage();
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
