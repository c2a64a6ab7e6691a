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

  private static final String NO_THIRD_PARTY_COOKIES = "--test-third-party-cookie-phaseout";

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  static Browser open() {
    Playwright driver = driver();
    return new Browser(driver, InstalledChromium.browser(driver, NO_THIRD_PARTY_COOKIES));
  }

  /** Faster, for who presses nothing in a frame. */
  static Browser openShell() {
    Playwright driver = driver();
    return new Browser(driver, InstalledChromium.shell(driver, NO_THIRD_PARTY_COOKIES));
  }

  private static Playwright driver() {
    Assumptions.assumeTrue(InstalledChromium.isThere(), InstalledChromium.MISSING);
    // Generous: these say that something comes, not how fast.
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    return InstalledChromium.driver();
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
