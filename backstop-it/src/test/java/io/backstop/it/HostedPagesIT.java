package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The customer's pages as people meet them: every step, wide and narrow, light and dark, in another
 * language and in the shop's modal. What is pressed there is {@link ConfirmPressIT}'s, what is said
 * to the merchant's page {@link HostedFrameIT}'s.
 */
class HostedPagesIT extends InBrowser {

  private Merchant merchant;
  private int customers;
  private Eye eye;

  HostedPagesIT(Stage stage) {
    super(stage);
  }

  @BeforeAll
  void aMerchantWithEveryOffer() {
    merchant =
        Merchant.open(
            stage,
            Map.of("cancel.flow", EveryOffer.FLOW, "brand.name", "Acme", "brand.color", "#4f46e5"));
  }

  @BeforeEach
  void somebodyWhoLikesThingsToStandStill() {
    comeIn(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    eye = new Eye(page);
  }

  /** The link of a customer of a test's own. */
  private URI link(boolean trialing) {
    String name = "c" + ++customers;
    merchant.stripeHas(EveryOffer.customer(name, trialing));
    return merchant.cancelLink(stage.backstop(), "cus_" + name, "sub_" + name);
  }

  private CancelVisit visit() {
    return CancelVisit.of(page, link(false));
  }

  @Test
  void theWayOutIsRightOnEveryStep() {
    CancelVisit visit = visit().at("survey");
    eye.seesNothingWrong("survey");
    page.locator("[data-backstop-reason=other]").check();
    eye.seesNothingWrong("survey-other");
    visit.because("told").at("stories");
    eye.seesNothingWrong("stories");
    visit.press("continue").at("offer").press("decline-offer").at("confirm");
    eye.seesNothingWrong("confirm");
    visit.press("confirm-cancel").at("done");
    eye.seesNothingWrong("cancelled");
  }

  @ParameterizedTest
  @FieldSource("io.backstop.it.EveryOffer#TYPES")
  void everyOfferIsRightBeforeAndAfterItIsTaken(String type) {
    CancelVisit visit = CancelVisit.of(page, link(type.equals("trial_extension")));
    visit.because(type).at("offer");
    eye.seesNothingWrong("offer-" + type);
    visit.press("accept-offer").at("done");
    eye.seesThatItFits("saved-" + type);
  }

  @Test
  void anOfferThatCannotBePaidForIsRight() {
    merchant.stripeHas(EveryOffer.customer("broke", false).replace(", " + EveryOffer.CARD, ""));
    URI link = merchant.cancelLink(stage.backstop(), "cus_broke", "sub_broke");
    CancelVisit.of(page, link).because("annual_upsell").at("offer").press("accept-offer");
    assertThat(page.locator(".bs-note")).containsText("Nothing has changed");
    eye.seesNothingWrong("offer-not-applied");
  }

  @Test
  void aPendingCancellationIsRight() {
    CancelVisit visit = visit().press("cancel-anyway").at("confirm");
    merchant.sandbox(
        "POST",
        "/_sandbox/faults",
        "{\"match\": \"POST /v1/subscriptions/*\", \"fault\": \"500\", \"times\": 1}");
    visit.press("confirm-cancel").at("pending");
    eye.seesNothingWrong("pending");
  }

  @Test
  void aKeptSubscriptionIsRight() {
    visit().press("keep").at("done");
    eye.seesNothingWrong("kept");
  }

  @Test
  void whatIsAlreadyCancelledIsRight() {
    String name = "c" + ++customers;
    merchant.stripeHas(
        EveryOffer.customer(name, false)
            .replace(
                "\"status\": \"active\"",
                "\"status\": \"active\", \"cancel_at_period_end\": true"));
    URI link = merchant.cancelLink(stage.backstop(), "cus_" + name, "sub_" + name);
    CancelVisit.of(page, link).at("done");
    eye.seesNothingWrong("already-cancelled");
  }

  @Test
  void aDeadLinkIsRight() {
    page.navigate(stage.backstop().resolve("/cancel/" + "A".repeat(43)).toString());
    assertThat(page.locator("main[data-backstop-step=unavailable]")).isVisible();
    eye.seesNothingWrong("dead-link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"portal", "payment-wall"})
  void theOtherSurfacesFirstPageIsRight(String surface) {
    String name = "c" + ++customers;
    merchant.stripeHas(EveryOffer.customer(name, false).replace("\"active\"", "\"past_due\""));
    String bundle = merchant.bundle("cus_" + name, null).toString();
    String url =
        Merchant.post(stage.backstop(), surface, bundle, Map.of()).json().path("url").asText();
    if (!url.isEmpty()) {
      page.navigate(url);
      assertThat(page.locator("main")).isVisible();
      eye.seesNothingWrong(surface);
    }
  }

  @Test
  void theModalAndTheShopAroundItAreRight() throws IOException {
    merchant.stripeHas(Customers.ADA_OF_ACME);
    try (Shop shop = Shop.of(merchant, stage.backstop(), stage.sandbox().baseUri())) {
      FrameLocator modal = page.frameLocator("iframe");
      page.navigate(shop.accountOf("ada"));
      eye.seesNothingWrong("shop");
      page.click("[data-shop-action=cancel]");
      assertThat(modal.locator("main[data-backstop-step=survey]")).isVisible();
      eye.seesNothingWrong("modal-survey");
      modal.locator("[data-backstop-reason=discount]").check();
      modal.locator("[data-backstop-action=continue]").click();
      assertThat(modal.locator("main[data-backstop-step=offer]")).isVisible();
      eye.seesNothingWrong("modal-offer");
      modal.locator("[data-backstop-action=cancel-anyway]").click();
      assertThat(modal.locator("#bs-confirm-cancel")).isEnabled();
      eye.seesNothingWrong("modal-confirm");
      modal.locator("#bs-confirm-cancel").click();
      assertThat(modal.locator("main[data-backstop-step=done]")).isVisible();
      eye.seesNothingWrong("modal-cancelled");
      modal.locator("[data-backstop-action=close]").click();
      assertThat(page.locator("[data-shop-event=onClose]")).hasCount(1);
      eye.seesNothingWrong("shop-after");
    }
  }

  @Test
  void forcedColoursAndNoMotionAreRespected() {
    CancelVisit visit = visit().at("survey");
    page.locator("[data-backstop-reason=other]").check();
    eye.seesNothingWrongInForcedColors("survey");
    visit.because("discount").at("offer");
    assertThat(animations()).isZero();
    eye.seesNothingWrongInForcedColors("offer");
    visit.press("cancel-anyway").at("confirm");
    eye.seesNothingWrongInForcedColors("confirm");
  }

  private int animations() {
    return ((Number) page.evaluate("() => document.getAnimations().length")).intValue();
  }

  @Test
  void aGermanReadsGerman() {
    comeIn(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE).setLocale("de-DE"));
    eye = new Eye(page);
    CancelVisit visit = visit().at("survey");
    assertThat(page.locator("html")).hasAttribute("lang", "de");
    assertThat(page.locator("h1")).hasText("Warum möchten Sie kündigen?");
    eye.seesThatItFits("german-survey");
    visit.because("discount").at("offer");
    assertThat(page.locator(".bs-price")).containsText("36,75\u00a0$");
    eye.seesNothingWrong("german-offer");
    visit.press("cancel-anyway").at("confirm");
    eye.seesThatItFits("german-confirm");
  }
}
