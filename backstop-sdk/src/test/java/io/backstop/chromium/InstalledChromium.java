package io.backstop.chromium;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of this machine: the one in {@code BACKSTOP_CHROMIUM}, else Debian's. It comes as
 * the whole browser, and as the headless shell: the same engine without the browser around it,
 * which brings up a page in less than half of the time. A press in a frame of another site goes
 * astray in the shell when the frame has just changed its height (docs/adr/0034): whole journeys
 * take the whole browser.
 */
public final class InstalledChromium {

  private static final String WHOLE = "/usr/bin/chromium";
  private static final String SHELL = "/usr/bin/chromium-headless-shell";

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  /** What to tell who has none. */
  public static final String MISSING =
      "There is no Chromium: install " + WHOLE + ", or set BACKSTOP_CHROMIUM to one";

  private InstalledChromium() {}

  /**
   * Whether tests can have it: without one they are skipped.
   *
   * @throws IllegalStateException if there is none and {@code CI=true}, where no test is skipped
   */
  public static boolean isThere() {
    boolean there = Files.isExecutable(whole());
    if (!there && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(MISSING);
    }
    return there;
  }

  /** Playwright without a browser of its own. */
  public static Playwright driver() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /** Starts the whole browser. */
  public static Browser browser(Playwright driver, String... moreFlags) {
    return launch(driver, whole(), moreFlags);
  }

  /** Starts the headless shell; the whole browser where there is no shell, or another is chosen. */
  public static Browser shell(Playwright driver, String... moreFlags) {
    Path shell = Path.of(SHELL);
    boolean taken = chosen().isEmpty() && Files.isExecutable(shell);
    return launch(driver, taken ? shell : whole(), moreFlags);
  }

  private static Browser launch(Playwright driver, Path executable, String... moreFlags) {
    List<String> flags = Stream.concat(FLAGS.stream(), Stream.of(moreFlags)).toList();
    return driver
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(flags));
  }

  private static Path whole() {
    return Path.of(chosen().orElse(WHOLE));
  }

  private static Optional<String> chosen() {
    return Optional.ofNullable(System.getenv("BACKSTOP_CHROMIUM")).filter(text -> !text.isBlank());
  }
}
