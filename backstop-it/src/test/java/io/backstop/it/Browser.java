package io.backstop.it;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.backstop.chromium.InstalledChromium;
import org.junit.jupiter.api.Assumptions;

/**
 * The installed Chromium, driven by Playwright, with third-party cookies blocked. Without one,
 * browser tests are skipped; with {@code CI=true} that is a failure.
 */
final class Browser implements AutoCloseable {

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private interface Start {
    com.microsoft.playwright.Browser start(Playwright driver, String... flags);
  }

  private Browser(Start kind) {
    Assumptions.assumeTrue(InstalledChromium.isThere(), InstalledChromium.MISSING);
    // Generous: these say that something comes, not how fast.
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    playwright = InstalledChromium.driver();
    chromium = kind.start(playwright, "--test-third-party-cookie-phaseout");
  }

  static Browser open() {
    return new Browser(InstalledChromium::browser);
  }

  /** Faster, for who presses nothing in a frame. */
  static Browser openShell() {
    return new Browser(InstalledChromium::shell);
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
