package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The customer is never left before a blank box. */
@ExtendWith(Chromium.class)
class FallbackTest {
  @Test
  void silentPageIsOpenedAtTopLevel(Stage stage) {
    stage.host.hostedPageRuns("");
    stage.page().evaluate("Backstop.configure({readyTimeout: 2_000})");

    stage.start("cancel");

    stage.page().waitForURL(stage.host.origin() + BackstopHost.HOSTED_PATH);
    assertThat(stage.pageErrors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Frame-Options | DENY",
        "Content-Security-Policy | frame-ancestors 'none'",
        "Content-Security-Policy | frame-ancestors https://app.acme.test"
      })
  void pageThatRefusesFramingIsOpenedAtTopLevelLongBeforeTheTimeout(
      String header, String value, Stage stage) {
    stage.host.hostedPageSends(header, value);
    stage.page().evaluate("Backstop.configure({readyTimeout: 600_000})");

    stage.start("cancel");

    stage.page().waitForURL(stage.host.origin() + BackstopHost.HOSTED_PATH);
  }

  @Test
  void shopThatForbidsTheFrameIsLeftForTheTopLevel(Stage stage) {
    stage.shopSends("Content-Security-Policy", "frame-src 'none'");
    stage.page().evaluate("Backstop.configure({readyTimeout: 600_000})");

    stage.start("cancel");

    stage.page().waitForURL(stage.host.origin() + BackstopHost.HOSTED_PATH);
  }

  @Test
  void crossOriginIsolatedShopIsLeft(Stage stage) {
    stage.shopSends("Cross-Origin-Opener-Policy", "same-origin");
    stage.shopSends("Cross-Origin-Embedder-Policy", "credentialless");
    assertThat(stage.page().evaluate("crossOriginIsolated")).isEqualTo(true);

    stage.start("cancel");

    stage.page().waitForURL(stage.host.origin() + BackstopHost.HOSTED_PATH);
  }

  @Test
  void browserWithoutWhatTheOverlayNeedsGoesToTheTopLevel(Stage stage) {
    stage.page().evaluate("delete CSSStyleSheet.prototype.replaceSync");

    stage.start("cancel");

    stage.page().waitForURL(stage.host.origin() + BackstopHost.HOSTED_PATH);
  }

  @ParameterizedTest
  @Attack("sdk-hostile-css-parent")
  @ValueSource(
      strings = {
        ":root:root { display: none !important }",
        "* { content-visibility: hidden !important }"
      })
  void overlayThatThePageHidesGoesToTheTopLevel(String css, Stage stage) {
    stage.head(stage.scriptTag() + "<style>" + css + "</style>");

    stage.start("cancel");

    stage.page().waitForURL(stage.host.origin() + BackstopHost.HOSTED_PATH);
  }

  @Test
  void pageIsWholeAgainWhenTheCustomerComesBack(Stage stage) {
    stage.host.hostedPageRuns("");
    stage.page().evaluate("Backstop.configure({readyTimeout: 2_000})");
    stage
        .page()
        .evaluate(
            "addEventListener('pagehide', () => localStorage.setItem('left', document.body.querySelector('[inert]') ? 'covered' : 'free'))");
    stage.start("cancel");
    stage.page().waitForURL(stage.host.origin() + BackstopHost.HOSTED_PATH);

    stage.page().goBack();

    assertThat(stage.page().evaluate("localStorage.getItem('left')")).isEqualTo("free");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s/billing", "/billing", "billing"})
  void errorLeadsToTheFallback(String fallback, Stage stage) {
    stage.host.answers(503, "{\"error\": {\"type\": \"billing_unavailable\", \"message\": \"-\"}}");
    String options =
        "{fallbackUrl: '%s', onError: ({type}) => localStorage.setItem('error', type)}"
            .formatted(fallback.formatted(stage.shopOrigin()));

    stage.start("cancel", options);

    stage.page().waitForURL(stage.shopOrigin() + "/billing");
    assertThat(stage.page().evaluate("localStorage.getItem('error')"))
        .isEqualTo("billing_unavailable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:log.push(1)", "data:text/html,x", "https://", "blob:x"})
  void fallbackThatIsNoWebPageIsNotFollowed(String fallback, Stage stage) {
    stage.host.answers(503, "{\"error\": {\"type\": \"billing_unavailable\", \"message\": \"-\"}}");

    stage.start("cancel", "{fallbackUrl: '%s'}".formatted(fallback));

    assertThat(stage.log(2))
        .containsExactly("onError:billing_unavailable", "rejected:billing_unavailable");
    assertThat(stage.page().url()).isEqualTo(stage.shopOrigin() + "/shop");
  }

  @Test
  void pageThatIsReadyLateIsNotTakenAway(Stage stage) {
    stage.host.hostedPageRuns("addEventListener('load', () => setTimeout(ready, 500));");

    stage.openReady("cancel").evaluate("close('saved')");

    assertThat(stage.log(3)).endsWith("resolved:saved:cs_1");
  }

  @Test
  void formsInsideTheFrameMayNavigateAfterReady(Stage stage) {
    stage.context().clock().install();
    stage.openReady("cancel");
    stage.host.hostedPageRuns("");

    stage.frame().evaluate("() => { location.search = '?next&embed=modal'; }");
    stage.page().waitForCondition(() -> stage.host.hostedPageLoads().size() == 2);
    stage.frame().waitForLoadState();
    stage.page().clock().runFor(60_000);

    assertThat(stage.dialog().isVisible()).isTrue();
    stage.frame().evaluate("close('saved')");
    assertThat(stage.log(3)).endsWith("resolved:saved:cs_1");
  }
}
