package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/**
 * Backstop in a frame on a merchant's page, as somebody uses it who looks before he presses: the
 * frame follows its content's height one message later, and a press meanwhile would go beside what
 * was meant, perhaps beside the dialog, which dismisses it.
 */
final class Modal {

  /** No more of the window than this is ever the dialog's. */
  private static final double MOST_OF_THE_WINDOW = 0.9;

  /** Of a merchant's own frame, and what rounding leaves. */
  private static final double BORDERS = 3;

  private final Page page;
  private final FrameLocator frame;

  Modal(Page page) {
    this.page = page;
    this.frame = page.frameLocator("iframe");
  }

  /** Waits for {@code step}, until it stands still. */
  Modal at(String step) {
    assertThat(frame.locator("main[data-backstop-step=" + step + "]")).isVisible();
    standsStill();
    return this;
  }

  /** Waits until the frame is as high as what is in it. */
  void standsStill() {
    page.waitForCondition(this::hasItsHeight);
  }

  Modal press(String action) {
    standsStill();
    frame.locator("[data-backstop-action=" + action + "]:visible").first().click();
    return this;
  }

  /**
   * Holds Escape down in the frame until it has gone. Of a key that comes up while its frame is
   * going, Chromium may never say that it did, and whoever waits for that waits for good.
   */
  void closeByEscape() {
    frame.locator("h1").focus();
    page.keyboard().down("Escape");
    assertThat(page.locator("iframe")).hasCount(0);
    page.keyboard().up("Escape");
  }

  private boolean hasItsHeight() {
    double content = height(frame.locator(".bs-page"));
    double shown = height(page.locator("iframe"));
    double most = page.viewportSize().height * MOST_OF_THE_WINDOW;
    return Math.abs(shown - content) <= BORDERS
        || content > most && Math.abs(shown - most) <= BORDERS;
  }

  private static double height(Locator what) {
    return ((Number) what.evaluate("it => it.getBoundingClientRect().height")).doubleValue();
  }
}
