package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import io.backstop.axe.Axe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * Looks at a page in all the ways customers do: wide and narrow, light and dark, from the right and
 * from the left. With {@code -Dbackstop.it.looks=<directory>} it leaves pictures there, for a
 * person's look.
 */
final class Eye {

  private static final int WIDE = 1280;
  private static final int PHONE = 390;
  private static final int NARROWEST = 320;
  private static final String OVERFLOW =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  /** What axe asks of a page as a whole, whose frames are inside its landmarks. */
  private static final List<String> OF_WHOLE_PAGES =
      List.of("landmark-one-main", "page-has-heading-one", "region");

  private final Page page;
  private final Optional<Path> pictures =
      Optional.ofNullable(System.getProperty("backstop.it.looks")).map(Path::of);

  Eye(Page page) {
    this.page = page;
  }

  /** Nothing wrong by axe, and nothing to scroll sideways for, in either scheme and direction. */
  void seesNothingWrong(String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : List.of(WIDE, NARROWEST)) {
        page.setViewportSize(width, 800);
        judge(name + " at " + width + ", " + scheme);
      }
      takePictures(name, scheme);
    }
    seesThatItFits(name);
  }

  /** Nothing to scroll sideways for, in either direction. */
  void seesThatItFits(String name) {
    page.setViewportSize(NARROWEST, 800);
    staysInside(name + " at " + NARROWEST);
    page.evaluate("() => (document.documentElement.dir = 'rtl')");
    staysInside(name + " from right to left");
    takePicture(name + "-rtl", PHONE);
    page.evaluate("() => (document.documentElement.dir = 'ltr')");
    takePicture(name, WIDE);
    page.setViewportSize(WIDE, 800);
    if (page.locator("iframe[src*='embed=modal']").count() > 0) {
      new Modal(page).standsStill();
    }
  }

  /** Nothing wrong by axe in the colours that a customer has forced. */
  void seesNothingWrongInForcedColors(String name) {
    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    page.setViewportSize(NARROWEST, 800);
    judge(name + " in forced colours");
    staysInside(name + " in forced colours");
    takePicture(name + "-forced", PHONE);
    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
  }

  /** By axe, in each frame for itself. */
  private void judge(String where) {
    for (Frame frame : page.frames()) {
      List<String> leftOut = frame.parentFrame() == null ? List.of() : OF_WHOLE_PAGES;
      assertThat(Axe.violations(frame, leftOut)).as(where + ", " + frame.url()).isEmpty();
    }
  }

  /** At once, or when what draws itself to the width of the page has followed it. */
  private void staysInside(String where) {
    Awaitility.await(where)
        .pollInSameThread()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(((Number) page.evaluate(OVERFLOW)).intValue()).as(where).isZero());
  }

  private void takePictures(String name, ColorScheme scheme) {
    String suffix = scheme == ColorScheme.DARK ? "-dark" : "-light";
    takePicture(name + suffix, WIDE);
    takePicture(name + suffix, PHONE);
  }

  /** As it looks now, if anybody wants to see it. */
  void takePicture(String name, int width) {
    if (pictures.isPresent()) {
      Path file = pictures.get().resolve(name + "-" + width + ".png");
      page.setViewportSize(width, 800);
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }
}
