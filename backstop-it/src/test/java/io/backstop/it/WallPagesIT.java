package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The failed-payment wall as people meet it: every step, wide and narrow, light and dark, in
 * another language, and hard or soft in the shop's modal. What is paid there is {@link WallIT}'s.
 */
class WallPagesIT extends InBrowser {

  private Merchant everybodys;
  private Merchant merchant;
  private int customers;
  private String name;
  private Eye eye;

  WallPagesIT(Stage stage) {
    super(stage);
  }

  @BeforeAll
  void aMerchant() {
    everybodys = open();
  }

  private Merchant open() {
    return Merchant.open(
        stage,
        Map.of(
            "brand.name", "Acme",
            "brand.color", "#4f46e5",
            "wall.exit-url", "https://acme.example/help"));
  }

  @BeforeEach
  void somebodyWhoLikesThingsToStandStill() {
    comeIn(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    eye = new Eye(page);
    merchant = everybodys;
    name = "p" + ++customers;
    merchant.stripeHas(WallVisit.debtor(name));
    merchant.sandbox("DELETE", "/_sandbox/faults", null);
  }

  private URI link() {
    return WallVisit.link(merchant, stage.backstop(), "cus_" + name, Map.of());
  }

  private WallVisit visit() {
    return WallVisit.of(page, link()).at("wall");
  }

  private void fault(String match, String fault) {
    merchant.sandbox(
        "POST",
        "/_sandbox/faults",
        "{\"match\": \"%s\", \"fault\": \"%s\", \"times\": 9}".formatted(match, fault));
  }

  @Test
  void theWallIsRightBeforeAndAfterAPayment() {
    WallVisit visit = visit();
    eye.seesNothingWrong("wall");
    eye.seesNothingWrongInForcedColors("wall");
    page.evaluate("() => scrollTo(0, 9999)");
    eye.takePicture("wall-below", 390);
    page.locator("#c-pm_" + name + "_bad").check();
    visit.press("pay").at("wall");
    assertThat(page.locator(".bs-note")).containsText("nothing was charged");
    eye.seesNothingWrong("wall-declined");
    page.locator("#c-pm_" + name + "_good").check();
    visit.press("pay").at("done");
    eye.seesNothingWrong("wall-done");
  }

  @Test
  void theStepThatTakesCardsIsRight() {
    WallVisit visit = visit().takesAnotherCard();
    assertThat(visit.control("pay")).isEnabled();
    eye.seesNothingWrong("wall-card");
    visit.types("4000000000009995").press("pay");
    assertThat(page.locator("#bs-card-said")).containsText("not enough money");
    eye.takePicture("wall-card-declined", 390);
    visit.types("4000002760003184").press("pay");
    visit.tellsTheBank("complete");
    assertThat(page.locator("h1")).hasText("Your bank wants to check this payment");
    assertThat(page.frameLocator("iframe[title='3D Secure']").locator("#fail")).isVisible();
    eye.takePicture("wall-bank", 1280);
    eye.takePicture("wall-bank", 390);
  }

  @Test
  void theStepThatCannotTakeCardsIsRight() {
    page.route(stage.sandbox().baseUri() + "/v3/**", route -> route.abort());
    visit().takesAnotherCard();
    assertThat(page.locator("#bs-card-other")).isVisible();
    eye.seesNothingWrong("wall-card-blocked");
  }

  @Test
  void aPendingPaymentIsRight() {
    WallVisit visit = visit();
    fault("POST /v1/invoices/*", "500");
    visit.press("pay").at("pending");
    eye.seesNothingWrong("wall-pending");
  }

  @Test
  void nothingDueAndNobodyToAskAreRight() {
    URI link = link();
    merchant.form("/v1/invoices/in_" + name + "/pay", "payment_method=pm_" + name + "_good");
    WallVisit.of(page, link).at("done");
    eye.seesNothingWrong("wall-nothing");
    fault("GET /v1/customers/*", "500");
    WallVisit.of(page, link).at("unavailable");
    eye.seesNothingWrong("wall-unavailable");
  }

  @Test
  void severalInvoicesAreListedAndAdded() {
    merchant.stripeHas(
        """
        [{"object": "subscription", "id": "sub_NAME_b", "customer": "cus_NAME",
          "status": "past_due", "start_date": "now-P95D", "current_period_start": "now-P4D",
          "latest_invoice": "in_NAME_b", "items": [{"price":
            {"id": "price_seats_NAME", "unit_amount": 123450, "currency": "usd",
             "product": {"id": "prod_seats", "name": "Team seats"},
             "recurring": {"interval": "month"}}}]}]
        """
            .replace("NAME", name));
    visit();
    assertThat(page.locator(".bs-price")).hasText("$1,283.50");
    assertThat(page.locator("[data-backstop-action=cancel]")).hasCount(2);
    assertThat(page.locator("[data-backstop-action=cancel]").last()).hasText("Cancel Team seats");
    eye.seesNothingWrong("wall-several");
  }

  @Test
  void aGermanReadsGerman() {
    comeIn(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE).setLocale("de-DE"));
    eye = new Eye(page);
    WallVisit visit = visit();
    assertThat(page.locator("h1")).hasText("Ihre letzte Zahlung ist nicht angekommen");
    assertThat(page.locator("main")).containsText("Visa mit den Endziffern 0341");
    eye.seesNothingWrong("wall-german");
    visit.takesAnotherCard();
    assertThat(visit.control("pay")).isEnabled();
    eye.seesThatItFits("wall-german-card");
  }

  private FrameLocator modal() {
    return page.frameLocator("iframe");
  }

  private void seeStep(String step) {
    assertThat(modal().locator("main[data-backstop-step=" + step + "]")).isVisible();
  }

  private Shop shop() throws IOException {
    merchant = open();
    merchant.stripeHas(WallVisit.debtor("demo_ada"));
    return Shop.of(merchant, stage.backstop(), stage.sandbox().baseUri());
  }

  @Test
  void aHardWallHasWaysOutForTheKeyboardAndEndsWithThePayment() throws IOException {
    try (Shop shop = shop()) {
      page.navigate(shop.accountOf("ada"));
      page.click("[data-shop-action=wall]");
      seeStep("wall");
      assertThat(modal().locator(".bs-x")).hasCount(0);
      eye.takePicture("wall-modal", 1280);
      eye.takePicture("wall-modal", 390);
      page.setViewportSize(1280, 900);
      page.keyboard().press("Escape");
      seeStep("wall");

      Frame frame = page.frames().get(1);
      Set<String> reached = new HashSet<>();
      for (int presses = 0; presses < 12; presses++) {
        page.keyboard().press("Tab");
        reached.add(
            (String)
                frame.evaluate(
                    "() => document.activeElement.dataset.backstopAction"
                        + " ?? document.activeElement.className"));
      }
      assertThat(reached).contains("update-card", "pay", "cancel", "bs-link bs-wayout");
      assertThat(reached).doesNotContain("close");

      modal().locator("[data-backstop-action=update-card]").click();
      seeStep("card");
      WallVisit.type(modal().frameLocator("iframe[title='Secure card input']"), "4242424242424242");
      eye.takePicture("wall-modal-card", 1280);
      eye.takePicture("wall-modal-card", 390);
      page.setViewportSize(1280, 900);
      modal().locator("[data-backstop-action=pay]").click();
      seeStep("done");
      eye.takePicture("wall-modal-done", 1280);
      modal().locator("[data-backstop-action=close]").click();
      assertThat(page.locator("iframe")).hasCount(0);
      assertThat(page.locator("[data-shop-event=onUpdated]")).hasCount(1);
      page.click("[data-shop-action=wall]");
      assertThat(page.locator("[data-shop-event=onCurrent]")).hasCount(1);
      assertThat(page.locator("iframe")).hasCount(0);
    }
  }

  @Test
  void aSoftWallCanBeClosed() throws IOException {
    try (Shop shop = shop()) {
      page.navigate(shop.accountOf("ada"));
      page.click("[data-shop-action=wall-soft]");
      seeStep("wall");
      modal().locator(".bs-x").click();
      assertThat(page.locator("iframe")).hasCount(0);
      assertThat(page.locator("[data-shop-event=onClose]")).hasCount(1);
      assertThat(page.locator("[data-shop-event=onUpdated]")).hasCount(0);
    }
  }

  @Test
  void aHardWallThatCannotAskStripeIsClosedByItsButton() throws IOException {
    try (Shop shop = shop()) {
      page.navigate(shop.accountOf("ada"));
      URI link = WallVisit.link(merchant, stage.backstop(), "cus_demo_ada", Map.of());
      assertThat(link.getPath()).startsWith("/wall/");
      page.route(
          stage.backstop() + "/wall/**",
          route -> {
            fault("GET /v1/customers/*", "500");
            route.resume();
          });
      page.click("[data-shop-action=wall]");
      seeStep("unavailable");
      modal().locator(".bs-btn[data-backstop-action=close]").click();
      assertThat(page.locator("iframe")).hasCount(0);
      assertThat(page.locator("[data-shop-event=onClose]")).hasCount(1);
    }
  }
}
