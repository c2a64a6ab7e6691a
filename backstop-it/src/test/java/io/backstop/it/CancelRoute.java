package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The whole route, as a customer walks it: the merchant's button, the signed bundle, the hosted
 * link in the modal, survey, offer, confirm, the change on Stripe, the message back, the callback.
 * The same for every server; the subclasses say which.
 */
@ExtendWith(StageExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CancelRoute {

  final Stage stage;
  private Browser browser;
  private BrowserContext person;
  private Merchant merchant;
  private Shop shop;
  private Page page;
  private final List<Request> finished = new ArrayList<>();

  CancelRoute(Stage stage) {
    this.stage = stage;
  }

  /** Where the archive under test answers. */
  abstract URI backstop();

  @BeforeAll
  void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void aSignedInCustomer() throws IOException {
    merchant = Merchant.open(stage, Map.of("brand.color", "#4f46e5"));
    merchant.stripeHas(Customers.ADA_OF_ACME);
    shop = Shop.of(merchant, backstop(), stage.sandbox().baseUri());
    person = browser.person();
    page = person.newPage();
    finished.clear();
    page.onRequestFinished(finished::add);
    page.navigate(shop.accountOf("ada"));
  }

  /**
   * What of ours has set a cookie. Asked when the visit is over, and only of what has come to its
   * end: of a response whose frame has gone Chromium may never tell the headers, and whoever asks
   * for them waits for good.
   */
  private List<String> cookieSetters() {
    return List.copyOf(finished).stream()
        .filter(request -> request.url().startsWith(backstop().toString()))
        .filter(
            request ->
                request.response().headersArray().stream()
                    .anyMatch(header -> header.name.equalsIgnoreCase("set-cookie")))
        .map(Request::url)
        .toList();
  }

  @AfterEach
  void leave() {
    person.close();
    shop.close();
  }

  private JsonNode subscription() {
    return merchant.sandbox("GET", "/v1/subscriptions/sub_demo_ada", null);
  }

  private FrameLocator modal() {
    return page.frameLocator("iframe");
  }

  private void press(String action) {
    new Modal(page).press(action);
  }

  private void seeStep(String step) {
    new Modal(page).at(step);
  }

  private void seeEvent(String event) {
    assertThat(page.locator("[data-shop-event=" + event + "]")).hasCount(1);
  }

  @Test
  void tooExpensiveTakesTheDiscountAndStays() {
    page.click("[data-shop-action=cancel]");
    seeStep("survey");
    modal().locator("[data-backstop-reason=too_expensive]").click();
    press("continue");
    seeStep("offer");
    assertThat(modal().locator(".bs-price")).containsText("$36.75");
    press("accept-offer");
    seeStep("done");
    press("close");
    seeEvent("onSaved");
    seeEvent("onClose");
    assertThat(page.locator("iframe")).hasCount(0);
    assertThat(subscription().path("discounts")).hasSize(1);
    assertThat(subscription().path("cancel_at_period_end").asBoolean()).isFalse();
    assertThat(finished).anyMatch(each -> each.url().startsWith(backstop().toString()));
    assertThat(cookieSetters()).isEmpty();
  }

  @Test
  void cancelAnywayIsTwoClicksFromTheSurvey() {
    page.click("[data-shop-action=cancel]");
    seeStep("survey");
    press("cancel-anyway");
    seeStep("confirm");
    modal().locator("#bs-confirm-cancel").click();
    seeStep("done");
    press("close");
    seeEvent("onCancelled");
    seeEvent("onClose");
    assertThat(subscription().path("cancel_at_period_end").asBoolean()).isTrue();
  }

  @Test
  void escapeDismissesAndChangesNothing() {
    page.click("[data-shop-action=cancel]");
    seeStep("survey");
    new Modal(page).closeByEscape();
    seeEvent("onClose");
    assertThat(page.locator("[data-shop-event=onSaved]")).hasCount(0);
    assertThat(subscription().path("cancel_at_period_end").asBoolean()).isFalse();
  }

  @Test
  void theRedirectComesBackWithASignedResult() {
    page.click("[data-shop-action=cancel-redirect]");
    assertThat(page.locator("main[data-backstop-step=survey]")).isVisible();
    page.click("[data-backstop-action=cancel-anyway]");
    assertThat(page.locator("main[data-backstop-step=confirm]")).isVisible();
    String link = page.url();
    page.click("#bs-confirm-cancel");
    page.waitForURL(url -> url.contains("localhost"));
    assertThat(page.locator("[data-shop-log]")).containsText("cancelled");
    assertThat(subscription().path("cancel_at_period_end").asBoolean()).isTrue();

    Response again = page.navigate(link);
    assertThat(again.status()).isEqualTo(410);
    assertThat(page.locator("main")).isVisible();
  }

  @Test
  void allOfItWorksWithoutScript() {
    try (BrowserContext scriptless =
        browser.person(
            new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(false))) {
      Page plain = scriptless.newPage();
      plain.navigate(merchant.cancelLink(backstop(), "cus_demo_ada", "sub_demo_ada").toString());
      plain.locator("[data-backstop-reason=too_expensive]").click();
      plain.click("[data-backstop-action=continue]");
      assertThat(plain.locator("main[data-backstop-step=offer]")).isVisible();
      plain.click("[data-backstop-action=cancel-anyway]");
      plain.click("#bs-confirm-cancel");
      assertThat(plain.locator("main[data-backstop-step=done]")).isVisible();
      assertThat(plain.reload().status()).isIn(200, 410);
      assertThat(subscription().path("cancel_at_period_end").asBoolean()).isTrue();
    }
  }
}
