package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paying at the failed-payment wall, as customers do it; what Stripe has afterwards decides. */
class WallIT extends InBrowser {

  private Merchant merchant;
  private String name;
  private int customers;

  WallIT(Stage stage) {
    super(stage);
  }

  @BeforeAll
  void aMerchant() {
    merchant =
        Merchant.open(
            stage, Map.of("brand.name", "Acme", "wall.exit-url", "https://acme.example/help"));
  }

  @BeforeEach
  void somebodyWhoOwes() {
    name = "d" + ++customers;
    merchant.stripeHas(WallVisit.debtor(name));
    merchant.sandbox("DELETE", "/_sandbox/faults", null);
  }

  private URI link() {
    return WallVisit.link(merchant, stage.backstop(), "cus_" + name, Map.of());
  }

  private WallVisit visit() {
    return WallVisit.of(page, link()).at("wall");
  }

  private JsonNode invoice() {
    return merchant.sandbox("GET", "/v1/invoices/in_" + name, null);
  }

  private long charges() {
    return WallVisit.charges(merchant).stream()
        .filter(each -> each.path("path").asText().contains("in_" + name + "/"))
        .count();
  }

  private void assertOnePayment() {
    assertThat(invoice().path("status").asText()).isEqualTo("paid");
    assertThat(charges()).isEqualTo(1);
  }

  private JsonNode wallAgain() {
    String bundle = merchant.bundle("cus_" + name, null).toString();
    return Merchant.post(stage.backstop(), "payment-wall", bundle, Map.of()).json();
  }

  private Locator note() {
    return page.locator(".bs-note:visible").first();
  }

  private void fault(String match, String fault, int times) {
    merchant.sandbox(
        "POST",
        "/_sandbox/faults",
        "{\"match\": \"%s\", \"fault\": \"%s\", \"times\": %d}".formatted(match, fault, times));
  }

  @Test
  void aNewCardPaysOnceAndRaisesNoWallAgain() {
    WallVisit visit = visit();
    assertThat(page.locator("main")).containsText("Visa ending in 0341");
    assertThat(page.locator(".bs-price")).hasText("$49.00");
    visit.takesAnotherCard().types("4242 4242 4242 4242");
    assertThat(visit.control("pay")).hasText("Pay $49.00");
    visit.press("pay").at("done");

    assertThat(page.locator("main")).hasAttribute("data-backstop-outcome", "updated");
    assertThat(page.locator(".bs-plan")).hasText("Paid $49.00 with Visa ending in 4242");
    assertOnePayment();
    String card =
        merchant
            .sandbox("GET", "/v1/customers/cus_" + name, null)
            .at("/invoice_settings/default_payment_method")
            .asText();
    assertThat(card).isNotEqualTo("pm_" + name + "_bad");
    assertThat(
            merchant
                .sandbox("GET", "/v1/subscriptions/sub_" + name, null)
                .path("default_payment_method")
                .asText())
        .isEqualTo(card);
    assertThat(wallAgain().path("current").asBoolean()).isTrue();
    page.reload();
    visit.at("done");
    assertThat(page.locator("main")).hasAttribute("data-backstop-outcome", "updated");
    assertThat(charges()).isEqualTo(1);
  }

  @Test
  void aRefusedCardIsToldHonestlyAndTheWallStays() {
    WallVisit visit = visit().takesAnotherCard().types("4000 0000 0000 0341").press("pay");
    visit.at("wall");
    assertThat(note()).containsText("Visa ending in 0341 was declined, and nothing was charged.");
    assertThat(invoice().path("status").asText()).isEqualTo("open");
    assertThat(wallAgain().has("url")).isTrue();

    visit.takesAnotherCard().types("5555 5555 5555 4444").press("pay").at("done");
    assertThat(page.locator(".bs-plan")).containsText("Mastercard ending in 4444");
    assertThat(charges()).isEqualTo(2);
    assertThat(invoice().path("status").asText()).isEqualTo("paid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4000000000000002 This card was declined",
        "4000000000009995 not enough money",
        "4000000000009987 Your bank can tell you why",
        "4000000000000069 The card has expired"
      })
  void aCardThatIsRefusedAtOnceIsToldAtTheFieldAndCanBeTypedAnew(String cardAndWords) {
    String number = cardAndWords.substring(0, 16);
    WallVisit visit = visit().takesAnotherCard().types(number).press("pay");
    assertThat(note()).containsText(cardAndWords.substring(17));
    assertThat(charges()).isZero();
    visit.types("4242424242424242").press("pay").at("done");
    assertOnePayment();
  }

  @Test
  void aCardThatTheBankChecksOnceIsCheckedAndPays() {
    WallVisit visit = visit().takesAnotherCard().types("4000002500003155").press("pay");
    visit.tellsTheBank("complete").at("done");
    assertOnePayment();
  }

  @Test
  void aCardThatTheBankAlwaysChecksPaysAfterBothChecks() {
    WallVisit visit = visit().takesAnotherCard().types("4000002760003184").press("pay");
    visit.tellsTheBank("complete");
    assertThat(page.locator("h1")).hasText("Your bank wants to check this payment");
    visit.tellsTheBank("complete").at("done");
    assertOnePayment();
  }

  @Test
  void aBankThatSaysNoLeavesTheWallAndNothingIsCharged() {
    WallVisit visit = visit().takesAnotherCard().types("4000002760003184").press("pay");
    visit.tellsTheBank("complete");
    assertThat(page.locator("h1")).hasText("Your bank wants to check this payment");
    visit.tellsTheBank("fail").at("wall");
    assertThat(note()).containsText("nothing was charged");
    assertThat(note()).containsText("did not get your confirmation");
    assertThat(invoice().path("status").asText()).isEqualTo("open");
  }

  @Test
  void whoWalksAwayFromHisBankPaysWithAnotherCard() {
    WallVisit visit = visit().takesAnotherCard().types("4000002760003184").press("pay");
    visit.tellsTheBank("complete");
    assertThat(page.locator("h1")).hasText("Your bank wants to check this payment");
    assertThat(page.frameLocator("iframe[title='3D Secure']").locator("#fail")).isVisible();
    page.navigate(page.url().replaceFirst("\\?.*", ""));
    visit.at("wall");
    assertThat(note()).containsText("was not confirmed with your bank");
    visit.takesAnotherCard().types("4242424242424242").press("pay").at("done");
    assertThat(invoice().path("status").asText()).isEqualTo("paid");
  }

  @Test
  void aDoubleClickPaysOnce() {
    WallVisit visit = visit();
    page.locator("#c-pm_" + name + "_good").check();
    visit.control("pay").dblclick();
    visit.at("done");
    assertOnePayment();
  }

  @Test
  void twoTabsPayOnce() {
    URI link = link();
    WallVisit first = WallVisit.of(page, link).at("wall");
    com.microsoft.playwright.Page other = page.context().newPage();
    WallVisit second = WallVisit.of(other, link).at("wall");
    page.locator("#c-pm_" + name + "_good").check();
    other.locator("#c-pm_" + name + "_good").check();
    first.control("pay").click(new Locator.ClickOptions().setNoWaitAfter(true));
    second.control("pay").click(new Locator.ClickOptions().setNoWaitAfter(true));
    first.at("done");
    second.at("done");
    assertOnePayment();
  }

  @Test
  void whatStripeTookWithoutAnsweringIsPaidOnceAndToldAsPaid() {
    WallVisit visit = visit();
    page.locator("#c-pm_" + name + "_good").check();
    fault("POST /v1/invoices/*", "timeout-after-apply", 1);
    visit.press("pay");
    assertThat(page.locator("main[data-backstop-step=done]"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
    assertThat(page.locator(".bs-plan")).containsText("Paid $49.00");
    assertOnePayment();
  }

  @Test
  void whatNobodyKnowsYetIsPendingAndThenTold() {
    WallVisit visit = visit();
    page.locator("#c-pm_" + name + "_good").check();
    fault("POST /v1/invoices/*", "500", 1);
    visit.press("pay").at("pending");
    assertThat(page.locator("main")).containsText("It won’t be charged twice");
    assertThat(charges()).isEqualTo(1);
    assertThat(invoice().path("status").asText()).isEqualTo("open");
    merchant.sandbox("DELETE", "/_sandbox/faults", null);
    // Somebody pays it elsewhere: the sweeper reads, and charges nothing.
    merchant.form("/v1/invoices/in_" + name + "/pay", "payment_method=pm_" + name + "_good");
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              visit.press("continue");
              page.waitForLoadState();
              return page.locator("main[data-backstop-step=done]").count() == 1;
            });
    assertThat(page.locator(".bs-plan")).containsText("Paid $49.00");
    assertThat(charges()).as("ours, and somebody's").isEqualTo(2);
  }

  @Test
  void aCardOnFilePaysWithoutScript() {
    comeIn(new NewContextOptions().setJavaScriptEnabled(false));
    WallVisit visit = visit();
    page.locator("#c-pm_" + name + "_good").check();
    visit.press("pay").at("done");
    assertThat(page.locator(".bs-plan")).containsText("Paid $49.00");
    assertOnePayment();
    page.reload();
    visit.at("done");
    assertOnePayment();
  }

  @Test
  void whoHasNoScriptIsLedToStripesOwnPage() {
    comeIn(new NewContextOptions().setJavaScriptEnabled(false));
    visit().takesAnotherCard();
    assertThat(note()).containsText("needs JavaScript");
    assertThat(page.locator("noscript a, .bs-note a").first())
        .hasAttribute("href", "https://invoice.stripe.com/i/in_" + name);
    assertThat(page.locator("[data-backstop-action=pay]")).not().isVisible();
  }

  @Test
  void whoseBrowserBlocksStripeIsLedToStripesOwnPage() {
    page.route(stage.sandbox().baseUri() + "/v3/**", route -> route.abort());
    visit().takesAnotherCard();
    assertThat(note()).containsText("did not load");
    assertThat(page.locator("#bs-card-other a"))
        .hasAttribute("href", "https://invoice.stripe.com/i/in_" + name);
  }

  @Test
  void onlyTheStepThatTakesCardsLetsStripeIn() {
    URI link = link();
    String wall = policy(link.toString());
    String card = policy(link + "?step=card");
    String stripe = stage.sandbox().baseUri().toString().replaceAll("/$", "");
    assertThat(wall).doesNotContain(stripe).doesNotContain("frame-src");
    assertThat(card).contains("frame-src " + stripe).contains("connect-src 'self' " + stripe);
    assertThat(page.content()).contains("seti_");
    assertThat(page.url()).doesNotContain("seti_");
  }

  private String policy(String address) {
    return page.navigate(address).headers().get("content-security-policy");
  }

  @Test
  void whatLetsABearerPayIsInNoLog() throws IOException {
    WallVisit visit = visit().takesAnotherCard().types("4000002760003184").press("pay");
    visit.tellsTheBank("complete");
    assertThat(page.locator("h1")).hasText("Your bank wants to check this payment");
    visit.tellsTheBank("complete").at("done");
    for (Path log : stage.logs()) {
      assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
          .doesNotContain("_secret_")
          .doesNotContain("seti_");
    }
  }

  @Test
  void whenStripeCannotBeAskedNobodyIsKeptOut() {
    URI link = link();
    fault("GET /v1/customers/cus_" + name + "*", "500", 9);
    WallVisit.of(page, link).at("unavailable");
    assertThat(page.locator("main")).containsText("Nothing has changed");
  }

  @Test
  void whoHasPaidElsewhereIsToldThatNothingIsDue() {
    URI link = link();
    merchant.form("/v1/invoices/in_" + name + "/pay", "payment_method=pm_" + name + "_good");
    WallVisit.of(page, link).at("done");
    assertThat(page.locator("h1")).hasText("Nothing is due");
    assertThat(page.locator("main")).hasAttribute("data-backstop-outcome", "dismissed");
  }

  @Test
  void theWayToCancelIsOnThePageAndLeadsBack() {
    WallVisit visit = visit().press("cancel");
    assertThat(page.locator("main[data-backstop-surface=cancel]")).isVisible();
    assertThat(page.url()).contains("/cancel/");
    visit.press("cancel-anyway");
    page.locator("#bs-confirm-cancel").click();
    visit.at("done");
    visit.press("back");
    assertThat(page.locator("main[data-backstop-surface=payment-wall]")).isVisible();
  }

  @Test
  void whoCameByRedirectGoesBackWithASignedOutcome() {
    String back = stage.backstop() + "/health/live?from=shop";
    URI link =
        WallVisit.link(merchant, stage.backstop(), "cus_" + name, Map.of("return_url", back));
    WallVisit visit = WallVisit.of(page, link).at("wall");
    page.locator("#c-pm_" + name + "_good").check();
    visit.press("pay");
    page.waitForURL(url -> url.contains("/health/live"));
    assertThat(page.url()).contains("from=shop", "backstop_outcome=updated", "backstop_signature=");
    assertOnePayment();
  }
}
