package io.backstop.sdk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the overlay behaves, and that the page behind it is left as it was found. */
@ExtendWith(Chromium.class)
class OverlayTest {
  private static final String DISMISSED = "resolved:dismissed";

  @ParameterizedTest
  @CsvSource({
    "cancel, Cancel subscription",
    "portal, Manage subscription",
    "paymentWall, Update payment"
  })
  void overlayIsALabelledModalDialog(String opener, String label, Stage stage) {
    stage.openReady(opener);

    assertThat(stage.dialog()).hasRole(AriaRole.DIALOG);
    assertThat(stage.dialog()).hasAttribute("aria-modal", "true");
    assertThat(stage.dialog()).hasAccessibleName(label);
    assertThat(stage.frameElement()).hasAttribute("title", label);
  }

  @Test
  @Attack("sdk-sandbox-attr")
  void frameIsSandboxedWithoutTopNavigation(Stage stage) {
    stage.openReady("cancel");

    assertThat(stage.frameElement())
        .hasAttribute(
            "sandbox",
            "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  }

  @Test
  @Attack("sdk-allow-attr")
  void frameIsAllowedPaymentAndNothingElse(Stage stage) {
    stage.openReady("cancel");

    assertThat(stage.frameElement()).hasAttribute("allow", "payment *");
  }

  @Test
  void backgroundIsInertAndAllOfItIsRestored(Stage stage) {
    stage.body(
        """
        <header aria-hidden="false">h</header><nav inert>n</nav>
        <main style="color:red" id=m><button id="open">Open</button></main><div style="height:5000px"></div>
        """);
    Object before = stage.page().evaluate("document.documentElement.outerHTML");
    stage.page().evaluate("scrollTo(0, 300)");
    Frame frame = stage.openReady("cancel");

    assertThat(
            stage
                .page()
                .evaluate(
                    "[...document.body.children].every((e) => e.inert && e.hasAttribute('aria-hidden'))"))
        .isEqualTo(true);
    assertThat(stage.page().evaluate("document.querySelector('#open').matches(':focus')"))
        .isEqualTo(false);
    stage.page().evaluate("document.querySelector('#open').focus()");
    assertThat(stage.page().evaluate("document.activeElement.id")).isEqualTo("");
    stage.page().mouse().move(5, 5);
    stage.page().mouse().wheel(0, 500);
    assertThat(stage.page().evaluate("getComputedStyle(document.documentElement).overflowY"))
        .isEqualTo("hidden");
    frame.evaluate("close('saved')");
    stage.log(3);

    assertThat(stage.page().evaluate("document.documentElement.outerHTML")).isEqualTo(before);
    assertThat(stage.page().evaluate("document.adoptedStyleSheets.length")).isEqualTo(0);
    assertThat(stage.page().evaluate("scrollY")).isEqualTo(300);
    assertThat(stage.page().evaluate("getComputedStyle(document.documentElement).overflowY"))
        .isEqualTo("visible");
  }

  @Test
  void sheetsThatThePageAdoptsMeanwhileStay(Stage stage) {
    Frame frame = stage.openReady("cancel");
    stage
        .page()
        .evaluate("document.adoptedStyleSheets = [new CSSStyleSheet(), new CSSStyleSheet()]");

    frame.evaluate("close('saved')");
    stage.log(3);

    assertThat(stage.page().evaluate("document.adoptedStyleSheets.length")).isEqualTo(2);
  }

  @Test
  @Attack("sdk-focus-trap")
  void keyboardStaysInsideAndReturnsToTheOpener(Stage stage) {
    stage.page().focus("#open");
    Frame frame = stage.openReady("cancel");
    assertThat(stage.page().evaluate("document.activeElement.shadowRoot.activeElement.tagName"))
        .isEqualTo("IFRAME");

    frame.waitForFunction("document.hasFocus()");
    stage.page().keyboard().press("Tab");
    frame.waitForFunction("document.activeElement.id === 'first'");
    for (String key : List.of("Tab", "Shift+Tab")) {
      for (int i = 0; i < 6; i++) {
        stage.page().keyboard().press(key);
        assertThat(
                stage.page().evaluate("document.activeElement.shadowRoot?.activeElement.localName"))
            .as("after %s %d", key, i)
            .isEqualTo("iframe");
      }
    }
    frame.evaluate("close('saved')");
    stage.log(3);

    assertThat(stage.page().evaluate("document.activeElement.id")).isEqualTo("open");
  }

  @Test
  @Attack("sdk-focus-trap")
  void focusReturnsIntoTheShopsOwnShadowTree(Stage stage) {
    stage
        .page()
        .evaluate(
            """
            const root = document.body.appendChild(document.createElement('div')).attachShadow({mode: 'open'});
            root.append(document.createElement('input'));
            root.firstChild.focus();
            window.inner = root;
            """);

    stage.openReady("cancel").evaluate("close('saved')");
    stage.log(3);

    assertThat(stage.page().evaluate("inner.activeElement?.localName")).isEqualTo("input");
  }

  @ParameterizedTest
  @Attack("sdk-focus-trap")
  @CsvSource({"cancel, {}", "portal, {}", "paymentWall, {dismissible: true}"})
  void escapeDismisses(String opener, String options, Stage stage) {
    stage.page().focus("#open");
    stage.openLoading(opener, options);

    stage.page().keyboard().press("Escape");

    assertThat(stage.log(2)).containsExactly("onClose:dismissed", DISMISSED);
    assertThat(stage.dialog().count()).isZero();
    assertThat(stage.page().evaluate("document.activeElement.id")).isEqualTo("open");
  }

  @Test
  void escapeIsNotForTheShopWhileTheOverlayIsOpen(Stage stage) {
    stage.page().evaluate("addEventListener('keydown', ({key}) => log.push(key))");
    stage.openLoading("cancel", "{}");

    stage.page().keyboard().press("Escape");

    assertThat(stage.log(2)).containsExactly("onClose:dismissed", DISMISSED);
  }

  @ParameterizedTest
  @CsvSource({"cancel, {}", "portal, {}", "paymentWall, {dismissible: true}"})
  void backdropDismisses(String opener, String options, Stage stage) {
    stage.openReady(opener, options);

    stage.page().mouse().click(5, 5);

    assertThat(stage.log(2)).containsExactly("onClose:dismissed", DISMISSED);
    assertThat(stage.dialog().count()).isZero();
  }

  @Test
  @Attack("ok-close-outcomes")
  void pageThatIsDoneHasTheLastWordWhenItIsDismissed(Stage stage) {
    stage.host.hostedPageRuns(
        """
        ready();
        addEventListener('message', ({data, source, origin}) => {
          if (source === parent && data.type === 'backstop:dismiss' && data.v === 1) close('cancelled');
        });
        """);
    stage.openReady("cancel");

    stage.page().mouse().click(5, 5);

    assertThat(stage.log(3))
        .containsExactly(
            "onCancelled:cancelled:cs_1", "onClose:cancelled:cs_1", "resolved:cancelled:cs_1");
  }

  @Test
  void dismissalIsForTheLinksOriginAlone(Stage stage) {
    Frame frame = stage.openReady("cancel");
    String elsewhere =
        stage.host.origin().replace("127.0.0.1", "localhost") + BackstopHost.HOSTED_PATH;
    stage.host.hostedPageRuns(
        "addEventListener('message', () => { document.title = 'heard'; }); ready();");
    frame.evaluate("(to) => { setTimeout(() => (location.href = to)); }", elsewhere);
    stage.received(2);
    Frame moved = stage.frame();

    stage
        .page()
        .evaluate(
            "document.documentElement.lastElementChild.shadowRoot.querySelector('dialog').click()");
    moved.evaluate("new Promise((resolve) => requestAnimationFrame(resolve))");

    assertThat(moved.title()).isEqualTo("Flow");
  }

  @ParameterizedTest
  @CsvSource({
    "paymentWall, {}, backstop-hard",
    "paymentWall, {dismissible: true}, ''",
    "cancel, {}, ''"
  })
  void pageReadsFromItsNameWhetherEscapeMayCloseIt(
      String opener, String options, String name, Stage stage) {
    assertThat(stage.openReady(opener, options).evaluate("window.name")).isEqualTo(name);
  }

  @Test
  void closeButtonOfTheLoadingStateDismisses(Stage stage) {
    stage.openLoading("cancel", "{}");

    stage.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close")).click();

    assertThat(stage.log(2)).containsExactly("onClose:dismissed", DISMISSED);
  }

  @Test
  void pressingEnterTwiceOnTheOpenerDoesNotClose(Stage stage) {
    stage.host.hostedPageNeverLoads();
    stage.host.hostedPageRuns("");
    stage.page().evaluate("document.querySelector('#open').onclick = () => start('cancel')");
    stage.page().focus("#open");
    stage.page().keyboard().press("Enter");
    stage.loading().waitFor();

    stage.page().keyboard().press("Enter");

    assertThat(stage.loading().isVisible()).isTrue();
    assertThat(stage.log()).isEmpty();
  }

  @ParameterizedTest
  @Attack("sdk-focus-trap")
  @ValueSource(strings = {"{}", "{dismissible: false}", "{dismissible: 'yes'}", "{dismissible: 1}"})
  void hardWallStays(String options, Stage stage) {
    stage.openLoading("paymentWall", options);
    assertThat(stage.dialog().locator("button").count()).isZero();
    for (int i = 0; i < 3; i++) {
      stage.page().keyboard().press("Escape");
      stage.page().mouse().click(5, 5);
    }
    Frame frame = stage.frame();
    frame.evaluate("ready()");
    stage.shown();
    for (int i = 0; i < 3; i++) {
      stage.page().mouse().click(5, 5);
      stage.page().keyboard().press("Escape");
    }

    assertThat(stage.dialog().isVisible()).isTrue();
    assertThat(stage.log()).isEmpty();
    frame.evaluate("close('updated', null, 'payment-wall')");
    assertThat(stage.log(3)).endsWith("resolved:updated");
  }

  @Test
  void hardWallThatTheBrowserClosesComesBack(Stage stage) {
    Frame frame = stage.openReady("paymentWall");

    stage
        .page()
        .evaluate(
            """
            () => new Promise((resolve) => {
              const dialog = document.documentElement.lastElementChild.shadowRoot.querySelector('dialog');
              dialog.addEventListener('close', () => requestAnimationFrame(resolve));
              dialog.close();
            })""");

    assertThat(stage.dialog().isVisible()).isTrue();
    assertThat(stage.dialog().evaluate("dialog => dialog.matches(':modal')")).isEqualTo(true);
    frame.evaluate("close('updated', null, 'payment-wall')");
    assertThat(stage.log(3)).endsWith("resolved:updated");
  }

  @Test
  void overlayWorksAboveAModalDialogOfTheShop(Stage stage) {
    stage.body("<dialog id=\"own\"><button id=\"open\">Cancel plan</button></dialog>");
    stage.page().evaluate("document.querySelector('#own').showModal()");
    stage.page().evaluate("document.querySelector('#open').focus()");
    stage.start("cancel");
    stage
        .page()
        .locator("dialog[aria-modal] [role=status]")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

    stage.page().frameLocator("dialog[aria-modal] iframe").locator("#last").click();
    stage.page().mouse().click(5, 5);

    assertThat(stage.log(2)).endsWith(DISMISSED);
    assertThat(stage.page().evaluate("document.querySelector('#own').open")).isEqualTo(true);
    assertThat(stage.page().evaluate("document.activeElement.id")).isEqualTo("open");
  }

  @ParameterizedTest
  @CsvSource({
    "1280, 800, cancel, 300, 480, 300",
    "1280, 800, portal, 300, 640, 300",
    "1280, 800, cancel, 5000, 480, 720",
    "480, 800, cancel, 300, 442, 300",
    "479, 800, cancel, 300, 479, 800",
    "390, 844, portal, 5000, 390, 844",
    "320, 568, cancel, 100, 320, 568",
  })
  void cardFollowsItsContentAndIsASheetOnPhones(
      int width,
      int height,
      String opener,
      int content,
      int cardWidth,
      int cardHeight,
      Stage stage) {
    stage.page().setViewportSize(width, height);
    Frame frame = stage.openReady(opener);

    frame.evaluate("say({type: 'backstop:resize', v: 1, height: %d})".formatted(content));

    stage
        .page()
        .waitForFunction(
            "height => { const box = document.documentElement.lastElementChild.shadowRoot.querySelector('iframe').getBoundingClientRect(); return box.height === height; }",
            cardHeight);
    BoundingBox card = stage.dialog().boundingBox();
    assertThat(card.width).isEqualTo(cardWidth);
    assertThat(card.height).isEqualTo(cardHeight);
    assertThat(stage.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource({"REDUCE, none", "NO_PREFERENCE, f"})
  void fadeRespectsReducedMotion(ReducedMotion motion, String animation, Stage stage) {
    stage.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(motion));

    stage.openReady("cancel");

    assertThat(stage.dialog().evaluate("e => getComputedStyle(e).animationName"))
        .isEqualTo(animation);
    assertThat(stage.frameElement().evaluate("e => getComputedStyle(e).animationName"))
        .isEqualTo(animation);
  }
}
