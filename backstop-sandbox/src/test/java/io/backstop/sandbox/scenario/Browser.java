package io.backstop.sandbox.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.backstop.chromium.InstalledChromium;

/**
 * The installed Chromium. Without one its tests are skipped, except where CI=true: there a missing
 * browser is a failure.
 */
final class Browser implements AutoCloseable {
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  static Browser open() {
    assumeTrue(InstalledChromium.isThere(), InstalledChromium.MISSING);
    Playwright playwright = InstalledChromium.driver();
    return new Browser(playwright, InstalledChromium.shell(playwright));
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
