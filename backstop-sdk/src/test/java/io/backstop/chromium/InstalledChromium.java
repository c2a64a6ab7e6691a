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
 * The Chromium of this machine: the one in {@code BACKSTOP_CHROMIUM}, else the headless shell, else
 * the whole browser. The shell is the same engine without the browser around it, and brings up a
 * page in less than half of the time.
 */
public final class InstalledChromium {

  private static final List<String> USUAL =
      List.of("/usr/bin/chromium-headless-shell", "/usr/bin/chromium");

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
      "There is no Chromium: install one of " + USUAL + ", or set BACKSTOP_CHROMIUM to one";

  private InstalledChromium() {}

  /**
   * Whether tests can have it: without one they are skipped.
   *
   * @throws IllegalStateException if there is none and {@code CI=true}, where no test is skipped
   */
  public static boolean isThere() {
    boolean there = find().isPresent();
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

  /**
   * Starts it.
   *
   * @throws IllegalStateException if there is none
   */
  public static Browser launch(Playwright driver, String... moreFlags) {
    Path executable = find().orElseThrow(() -> new IllegalStateException(MISSING));
    List<String> flags = Stream.concat(FLAGS.stream(), Stream.of(moreFlags)).toList();
    return driver
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(flags));
  }

  private static Optional<Path> find() {
    String chosen = System.getenv("BACKSTOP_CHROMIUM");
    return (chosen == null || chosen.isBlank() ? USUAL : List.of(chosen))
        .stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }
}
