package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The portal, from Acme's button to Stripe and back. */
class PortalRouteIT extends ShopRoute {

  PortalRouteIT(Stage stage) {
    super(stage);
  }

  private JsonNode ada() {
    return stripe("/v1/subscriptions/sub_demo_ada");
  }

  private void openPortal() {
    signIn("ada");
    pressInShop("portal");
    seeStep("home");
  }

  @Test
  void lookingChangesNothing() {
    openPortal();
    assertThat(modal().locator("main")).containsText("$49.00 per month");
    assertThat(modal().locator("main")).containsText("Visa ending in 4242");
    new Modal(page).closeByEscape();
    seeEvent("onClose");
    assertThat(page.locator("[data-shop-event=dismissed]")).hasCount(1);
    seeNoFrame();
  }

  @Test
  void aPauseIsMadeAndTakenBack() {
    openPortal();
    press("pause");
    seeStep("pause");
    press("pause");
    seeStep("home");
    assertThat(modal().locator("main")).containsText("Paused until");
    assertThat(ada().path("pause_collection").path("behavior").asText()).isEqualTo("void");
    press("resume");
    assertThat(modal().locator("[data-backstop-action=pause]")).isVisible();
    seeStep("home");
    assertThat(ada().path("pause_collection").isNull()).isTrue();
    new Modal(page).closeByEscape();
    seeEvent("onUpdated");
    seeEvent("onClose");
  }

  @Test
  void aCardIsChangedEverywhereItIsUsed() {
    openPortal();
    press("update-card");
    seeStep("card");
    WallVisit.type(modal().frameLocator("iframe[title='Secure card input']"), "5555555555554444");
    press("update-card");
    seeStep("home");
    assertThat(modal().locator("main")).containsText("Mastercard ending in 4444");
    String card =
        stripe("/v1/customers/cus_demo_ada")
            .at("/invoice_settings/default_payment_method")
            .asText();
    assertThat(card).isNotEqualTo("pm_ada");
    assertThat(ada().path("default_payment_method").asText()).isEqualTo(card);
    new Modal(page).closeByEscape();
    seeEvent("onUpdated");
  }

  @Test
  void whoOwesPaysWithTheNewCardAndComesBack() {
    signIn("grace");
    pressInShop("portal");
    seeStep("home");
    assertThat(modal().locator("main")).containsText("A payment of $49.00 has failed.");
    press("update-card");
    seeStep("card");
    WallVisit.type(modal().frameLocator("iframe[title='Secure card input']"), "4242424242424242");
    press("pay");
    seeStep("done");
    press("back");
    seeStep("home");
    assertThat(modal().locator("main")).not().containsText("has failed");
    assertThat(stripe("/v1/invoices/in_demo_grace").path("status").asText()).isEqualTo("paid");
    assertThat(WallVisit.charges(merchant)).hasSize(1);
    new Modal(page).closeByEscape();
    seeEvent("onUpdated");
  }

  @Test
  void whoOwesMayPayWithTheCardOnFile() {
    signIn("grace");
    pressInShop("portal");
    seeStep("home");
    press("pay");
    seeStep("wall");
    modal().locator("#c-pm_demo_grace_good").check();
    press("pay");
    seeStep("done");
    press("close");
    seeEvent("onUpdated");
    assertThat(stripe("/v1/invoices/in_demo_grace").path("status").asText()).isEqualTo("paid");
  }

  @Test
  void anOfferAcceptedOnTheWayOutIsSaved() {
    openPortal();
    press("cancel");
    seeStep("survey");
    modal().locator("[data-backstop-reason=too_expensive]").click();
    press("continue");
    seeStep("offer");
    press("accept-offer");
    seeStep("done");
    press("close");
    seeEvent("onSaved");
    seeEvent("onClose");
    assertThat(ada().path("discounts")).hasSize(1);
    assertThat(ada().path("cancel_at_period_end").asBoolean()).isFalse();
  }

  @Test
  void aCancellationIsMadeSeenAndTakenBack() {
    openPortal();
    press("cancel");
    seeStep("survey");
    press("cancel-anyway");
    seeStep("confirm");
    modal().locator("#bs-confirm-cancel").click();
    seeStep("done");
    press("close");
    seeEvent("onCancelled");
    assertThat(ada().path("cancel_at_period_end").asBoolean()).isTrue();

    openPortal();
    assertThat(modal().locator("main")).containsText("Ends on");
    press("undo-cancel");
    assertThat(modal().locator("[data-backstop-action=undo-cancel]")).hasCount(0);
    seeStep("home");
    assertThat(ada().path("cancel_at_period_end").asBoolean()).isFalse();
  }

  @Test
  void byRedirectThereIsAWayBackWithASignedResult() {
    signIn("ada");
    pressInShop("portal-redirect");
    assertThat(page.locator("main[data-backstop-step=home]")).isVisible();
    page.locator("a.bs-back, [data-backstop-action=back]:visible").first().click();
    page.waitForURL(url -> url.contains("localhost"));
    assertThat(page.locator("[data-shop-event=dismissed]")).hasCount(1);
  }
}
