package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's empty page, which a browser opens out of sight while the link is being made. */
@ExtendWith(Chromium.class)
class AheadTest {

  private static final String FRAMES = "document.querySelectorAll('iframe').length";

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "portal"})
  void hostIsVisitedWhileTheLinkIsMadeAndNothingIsSeen(String opener, Stage stage) {
    stage.host.hangs();
    // A shop's style sheet as many have it; the frame stays out of sight all the same.
    stage.head("<style>iframe{display:block}[hidden]{display:block}</style>" + stage.scriptTag());

    stage.start(opener);

    stage
        .page()
        .waitForCondition(() -> stage.page().frames().size() == 2 && !stage.host.calls().isEmpty());
    assertThat(stage.page().locator("iframe").isVisible()).isFalse();
    assertThat(stage.page().locator("iframe").getAttribute("src"))
        .isEqualTo(stage.host.origin() + "/embed/");
    assertThat(stage.dialog().count()).isZero();
  }

  @Test
  void onlyTheOverlaysFrameIsLeftWhenTheLinkIsThere(Stage stage) {
    stage.openReady("cancel");

    assertThat(stage.host.visitsAhead()).hasSize(1);
    assertThat(stage.page().evaluate(FRAMES)).isEqualTo(0);
    assertThat(stage.frameElement().count()).isEqualTo(1);
  }

  @Test
  void nothingIsLeftWhenTheLinkIsRefused(Stage stage) {
    stage.host.answers(409, "{\"error\": {\"type\": \"bundle_already_used\", \"message\": \"-\"}}");

    stage.start("cancel", "{onError: () => log.push(%s)}".formatted(FRAMES));

    assertThat(stage.log(2)).asList().containsExactly(0, "rejected:bundle_already_used");
  }

  @Test
  void wallVisitsNothingAheadForItMayBeCurrent(Stage stage) {
    stage.openReady("paymentWall");

    assertThat(stage.host.visitsAhead()).isEmpty();
  }

  @Test
  void historyHasNoEntryForIt(Stage stage) {
    Object before = stage.page().evaluate("history.length");

    stage.openReady("cancel").evaluate("close('saved')");
    stage.log(3);

    assertThat(stage.page().evaluate("history.length")).isEqualTo(before);
  }
}
