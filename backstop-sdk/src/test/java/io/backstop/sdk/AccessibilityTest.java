package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import io.backstop.axe.Axe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The merchant's page with the overlay above it, as axe-core and as forced colours see it. */
@ExtendWith(Chromium.class)
class AccessibilityTest {
  /** A viewport of half the size in CSS pixels is what 200 % zoom makes of the whole one. */
  @ParameterizedTest
  @Attack("sdk-axe")
  @CsvSource({
    "1280, 800, LIGHT, NONE, ltr",
    "640, 400, LIGHT, NONE, ltr",
    "320, 568, LIGHT, NONE, ltr",
    "1280, 800, DARK, NONE, ltr",
    "390, 844, DARK, NONE, rtl",
    "1280, 800, LIGHT, ACTIVE, ltr",
    "1280, 800, DARK, ACTIVE, rtl",
  })
  void axeFindsNothing(
      int width,
      int height,
      ColorScheme scheme,
      ForcedColors forced,
      String direction,
      Stage stage) {
    Page page = stage.page();
    page.setViewportSize(width, height);
    page.emulateMedia(
        new Page.EmulateMediaOptions().setColorScheme(scheme).setForcedColors(forced));
    page.evaluate("direction => { document.documentElement.dir = direction; }", direction);

    stage.openLoading("cancel", "{}");
    assertNoViolation(stage);
    stage.frame().evaluate("ready()");
    stage.shown();
    assertNoViolation(stage);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
  }

  @Test
  @Attack("sdk-axe")
  void edgeIsDrawnInForcedColours(Stage stage) {
    stage.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));

    stage.openReady("cancel");

    assertThat(stage.dialog().evaluate("e => getComputedStyle(e).outlineStyle")).isEqualTo("solid");
    assertThat(stage.dialog().evaluate("e => getComputedStyle(e).outlineColor"))
        .isNotEqualTo("rgba(0, 0, 0, 0)");
  }

  @Test
  void cardFollowsTheColourScheme(Stage stage) {
    stage.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    stage.openLoading("cancel", "{}");
    Object dark = background(stage);
    stage.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));

    assertThat(dark).isNotEqualTo(background(stage));
  }

  private static Object background(Stage stage) {
    return stage.dialog().evaluate("e => getComputedStyle(e).backgroundColor");
  }

  private static void assertNoViolation(Stage stage) {
    for (Frame frame : stage.page().frames()) {
      assertThat(Axe.violations(frame, List.of())).as(frame.url()).isEmpty();
    }
  }
}
