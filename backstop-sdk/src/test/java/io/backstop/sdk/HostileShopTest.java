package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages on which little can be relied upon. */
@ExtendWith(Chromium.class)
class HostileShopTest {
  @Test
  @Attack("sdk-global-clobber")
  void elementsCalledBackstopAreNoEarlierLoad(Stage stage) {
    stage.head("");
    stage.body(
        "<form id=\"Backstop\"><input name=\"version\"><input name=\"q\"></form>"
            + "<a id=\"Backstop\" name=\"q\"></a><button id=\"open\">Open</button>"
            + stage.scriptTag());

    assertWorks(stage);
  }

  @ParameterizedTest
  @Attack("sdk-dom-clobber")
  @ValueSource(
      strings = {
        "<img name=\"currentScript\" src=\"data:,\">",
        "<form name=\"currentScript\"><input name=\"src\" value=\"https://evil.test/\"></form>",
        "<img name=\"createElement\"><img name=\"querySelector\"><img name=\"documentElement\">"
            + "<form name=\"body\"></form><img name=\"activeElement\"><img name=\"adoptedStyleSheets\">"
            + "<form id=\"location\"></form><form id=\"fetch\"></form><form id=\"URL\"></form>"
      })
  void namedElementsHideNothingThatIsNeeded(String clobbers, Stage stage) {
    stage.head("");
    stage.body(clobbers + "<button id=\"open\">Open</button>" + stage.scriptTag());

    assertWorks(stage);
    assertThat(stage.host.calls()).hasSize(1);
  }

  @Test
  @Attack("sdk-dom-clobber")
  void withoutARunningScriptTheScriptElementIsFoundByItsAddress(Stage stage) {
    stage.head("");
    stage.body(
        "<img name=\"currentScript\"><button id=\"open\">Open</button>"
            + "<script type=\"text/plain\" src=\"%s/embed.js\"></script>"
                .formatted(stage.host.origin()));
    stage
        .page()
        .evaluate(
            "async (src) => (0, eval)(await (await fetch(src)).text())",
            stage.host.origin() + "/embed.js");

    assertWorks(stage);
  }

  @Test
  @Attack("sdk-strict-csp")
  void strictPolicyNeedsNoExceptionForStyles(Stage stage) {
    String host = stage.host.origin();
    stage.shopSends(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'nonce-n' 'unsafe-eval'; style-src 'none'; frame-src %s; connect-src %s; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
            .formatted(host, host));
    stage.head(
        "<script nonce=\"n\" src=\"%s/embed.js\"></script><script nonce=\"n\">document.addEventListener('securitypolicyviolation', ({violatedDirective}) => log.push(violatedDirective))</script>"
            .formatted(host));

    stage.openReady("cancel");
    assertThat(stage.frameElement().boundingBox().width).isEqualTo(480);
    stage.frame().evaluate("say({type: 'backstop:resize', v: 1, height: 400})");
    stage.page().waitForCondition(() -> stage.dialog().boundingBox().height == 400);
    stage.frame().evaluate("close('saved')");

    assertThat(stage.log(3))
        .containsExactly("onSaved:saved:cs_1", "onClose:saved:cs_1", "resolved:saved:cs_1");
  }

  @Test
  @Attack("sdk-storage-blocked")
  void storageThatThrowsIsNotTouched(Stage stage) {
    stage
        .context()
        .addInitScript(
            """
            for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
              if (location.hostname === 'localhost')
                Object.defineProperty(window, name, {get() { throw new DOMException('blocked', 'SecurityError'); }});
            if (location.hostname === 'localhost')
              Object.defineProperty(Document.prototype, 'cookie', {
                get() { throw new DOMException('blocked', 'SecurityError'); },
                set() { throw new DOMException('blocked', 'SecurityError'); }});
            """);

    assertWorks(stage);
    assertThat(stage.context().cookies()).isEmpty();
  }

  @ParameterizedTest
  @Attack("sdk-hostile-css-parent")
  @ValueSource(
      strings = {
        "* { display: none }",
        "* { display: none !important }",
        "html { display: none !important }",
        "* { visibility: hidden !important; opacity: 0 !important }",
        "body * { display: none !important; position: static !important }",
        "div, dialog, iframe, button { all: unset !important; width: 0 !important; height: 0 !important }",
        "* { transform: scale(0) !important }",
        "* { clip-path: inset(100%) !important }",
        "* { pointer-events: none !important; z-index: -1 !important }",
        "*, ::backdrop { animation: none !important; filter: opacity(0) !important }",
        "html { direction: rtl; font: 1px monospace; color: transparent; cursor: none; zoom: 1 }"
      })
  void hostileRulesOfTheShopStopAtTheShadowRoot(String css, Stage stage) {
    stage.head(stage.scriptTag() + "<style>" + css + "</style>");

    stage.openReady("cancel");

    assertThat(stage.dialog().isVisible()).isTrue();
    assertThat(stage.dialog().boundingBox().width).isEqualTo(480);
    stage.page().frameLocator("dialog[open] iframe").locator("#last").click();
    stage.frame().evaluate("close('saved')");
    assertThat(stage.log(3)).endsWith("resolved:saved:cs_1");
  }

  private static void assertWorks(Stage stage) {
    stage.openReady("cancel").evaluate("close('saved')");

    assertThat(stage.log(3))
        .containsExactly("onSaved:saved:cs_1", "onClose:saved:cs_1", "resolved:saved:cs_1");
    assertThat(stage.pageErrors()).isEmpty();
  }
}
