package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the merchant's page hears at the end of a visit, and when it is reloaded. */
@ExtendWith(Chromium.class)
class OutcomesTest {
  @ParameterizedTest
  @Attack("ok-close-outcomes")
  @CsvSource({
    "cancel, saved, onSaved",
    "cancel, cancelled, onCancelled",
    "cancel, updated, onUpdated",
    "portal, updated, onUpdated",
    "paymentWall, updated, onUpdated",
  })
  void outcomeCallsItsOwnCallbackThenOnClose(
      String opener, String outcome, String callback, Stage stage) {
    stage.page().focus("#open");

    stage.openReady(opener).evaluate("close('%s')".formatted(outcome));

    assertThat(stage.log(3))
        .containsExactly(
            callback + ":" + outcome + ":cs_1",
            "onClose:" + outcome + ":cs_1",
            "resolved:" + outcome + ":cs_1");
    assertThat(stage.dialog().count()).isZero();
    assertThat(stage.page().evaluate("document.activeElement.id")).isEqualTo("open");
    assertThat(stage.shopLoads()).isEqualTo(1);
    assertThat(stage.pageErrors()).isEmpty();
  }

  @Test
  void dismissedByThePageCallsOnCloseAlone(Stage stage) {
    stage.openReady("cancel").evaluate("close('dismissed', null)");

    assertThat(stage.log(2)).containsExactly("onClose:dismissed", "resolved:dismissed");
  }

  @Test
  void portalVisitMayEndInTheCancelFlow(Stage stage) {
    stage.openReady("portal").evaluate("close('cancelled', 'cs_2', 'cancel')");

    assertThat(stage.log(3)).endsWith("resolved:cancelled:cs_2");
  }

  @Test
  void currentWallCallsOnCurrentAndMountsNothing(Stage stage) {
    stage.host.answers(200, "{\"current\": true}");
    stage
        .page()
        .evaluate(
            """
            window.mounted = 0;
            new MutationObserver(() => mounted++).observe(document, {childList: true, subtree: true});
            """);

    stage.start("paymentWall");

    assertThat(stage.log(2)).containsExactly("onCurrent:current", "resolved:current");
    assertThat(stage.page().evaluate("mounted")).isEqualTo(0);
    assertThat(stage.shopLoads()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"saved", "cancelled", "updated", "dismissed"})
  void withoutAnyCallbackThePageIsReloaded(String outcome, Stage stage) {
    stage.page().evaluate("startBare('cancel', {onSaved: undefined})");
    Frame frame = stage.shown();

    stage.page().waitForNavigation(() -> frame.evaluate("close('%s')".formatted(outcome)));

    assertThat(stage.shopLoads()).isEqualTo(2);
  }

  @Test
  void withAnotherOutcomesCallbackThePageIsNotReloaded(Stage stage) {
    stage.page().evaluate("startBare('cancel', {onSaved: callbacks.onSaved})");

    stage.shown().evaluate("close('cancelled')");

    assertThat(stage.log(1)).containsExactly("resolved:cancelled:cs_1");
    stage.page().evaluate("new Promise((resolve) => requestAnimationFrame(resolve))");
    assertThat(stage.shopLoads()).isEqualTo(1);
  }

  @Test
  void currentAndErrorNeverReload(Stage stage) {
    stage.host.answers(200, "{\"current\": true}");
    stage.page().evaluate("startBare('paymentWall')");
    assertThat(stage.log(1)).containsExactly("resolved:current");
    stage.host.answers(503, "{\"error\": {\"type\": \"billing_unavailable\", \"message\": \"-\"}}");

    stage.page().evaluate("startBare('cancel')");

    assertThat(stage.log(2)).endsWith("rejected:billing_unavailable");
    assertThat(stage.shopLoads()).isEqualTo(1);
  }

  @Test
  @Attack("sdk-callback-throws")
  void throwingCallbackStopsNothingAndIsSurfaced(Stage stage) {
    Frame frame =
        stage.openReady("cancel", "{onSaved: () => { throw new Error('from the shop'); }}");

    frame.evaluate("close('saved')");

    assertThat(stage.log(2)).containsExactly("onClose:saved:cs_1", "resolved:saved:cs_1");
    assertThat(stage.dialog().count()).isZero();
    assertThat(stage.pageErrors()).singleElement().asString().contains("from the shop");
    assertThat(stage.shopLoads()).isEqualTo(1);
  }

  @Test
  void callbacksRunWhenTheOverlayIsGone(Stage stage) {
    Frame frame =
        stage.openReady(
            "cancel",
            "{onSaved: () => log.push(document.querySelector('[inert]') ? 'covered' : 'free')}");

    frame.evaluate("close('saved')");

    assertThat(stage.log(1)).startsWith("free");
  }

  @Test
  void anotherVisitCanBeOpenedFromACallback(Stage stage) {
    Frame frame = stage.openReady("cancel", "{onSaved: () => start('portal'), onClose: undefined}");

    frame.evaluate("close('saved')");
    stage.page().waitForCondition(() -> stage.host.calls().size() == 2);
    stage.shown().evaluate("close('updated', null, 'portal')");

    assertThat(stage.log(4))
        .containsExactly(
            "resolved:saved:cs_1", "onUpdated:updated", "onClose:updated", "resolved:updated");
  }
}
