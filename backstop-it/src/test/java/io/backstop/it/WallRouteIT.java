package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The failed-payment wall, from Acme's button to the paid invoice and back. */
class WallRouteIT extends ShopRoute {

  WallRouteIT(Stage stage) {
    super(stage);
  }

  private JsonNode wall(String customer) {
    String bundle = merchant.bundle(customer, null).toString();
    return Merchant.post(backstop(), "payment-wall", bundle, Map.of()).json();
  }

  private void payWith(String number) {
    press("update-card");
    seeStep("card");
    WallVisit.type(modal().frameLocator("iframe[title='Secure card input']"), number);
    press("pay");
  }

  @Test
  void whoOwesNothingSeesNothing() {
    signIn("ada");
    pressInShop("wall");
    seeEvent("onCurrent");
    seeNoFrame();
  }

  @Test
  void aGoodCardPaysOnceAndTheWallStaysAway() {
    signIn("grace");
    pressInShop("wall");
    seeStep("wall");
    payWith("4242424242424242");
    seeStep("done");
    press("close");
    seeEvent("onUpdated");
    seeEvent("onClose");
    seeNoFrame();
    assertThat(stripe("/v1/invoices/in_demo_grace").path("status").asText()).isEqualTo("paid");
    assertThat(WallVisit.charges(merchant)).hasSize(1);

    signIn("grace");
    pressInShop("wall");
    seeEvent("onCurrent");
    seeNoFrame();
  }

  @Test
  void aHardWallStaysUntilItIsSettledAndASoftOneCanBeClosed() {
    signIn("grace");
    pressInShop("wall");
    seeStep("wall");
    modal().locator("h1").press("Escape");
    page.keyboard().press("Escape");
    page.mouse().click(5, 5);
    seeStep("wall");
    assertThat(page.locator("[data-shop-event]")).hasCount(0);

    signIn("grace");
    pressInShop("wall-soft");
    seeStep("wall");
    new Modal(page).closeByEscape();
    seeEvent("onClose");
    seeNoFrame();
    assertThat(page.locator("[data-shop-event=dismissed]")).hasCount(1);
  }

  @Test
  void theWayOutOfAHardWallIsTheWholeCancelFlow() {
    signIn("grace");
    pressInShop("wall");
    seeStep("wall");
    press("cancel");
    seeStep("survey");
    press("cancel-anyway");
    seeStep("confirm");
    modal().locator("#bs-confirm-cancel").click();
    seeStep("done");
    press("close");
    seeEvent("onCancelled");
    JsonNode subscription = stripe("/v1/subscriptions/sub_demo_grace");
    assertThat(subscription.path("cancel_at_period_end").asBoolean()).isTrue();
  }

  @Test
  void byRedirectItEndsInTheShopWithASignedResult() {
    signIn("grace");
    pressInShop("wall-redirect");
    assertThat(page.locator("main[data-backstop-step=wall]")).isVisible();
    page.locator("#c-pm_demo_grace_good").check();
    page.locator("[data-backstop-action=pay]:visible").first().click();
    page.waitForURL(url -> url.contains("localhost"));
    assertThat(page.locator("[data-shop-event=updated]")).hasCount(1);
    assertThat(stripe("/v1/invoices/in_demo_grace").path("status").asText()).isEqualTo("paid");
  }

  @Test
  void aFrameOfTheMerchantsOwnShowsItToo() {
    signIn("grace");
    pressInShop("own-frame");
    pressInShop("payment-wall");
    seeStep("wall");
    payWith("4242424242424242");
    seeStep("done");
    press("close");
    seeEvent("updated");
    seeNoFrame();
    pressInShop("payment-wall");
    seeEvent("current");
  }

  /** Paid behind Backstop's back; the event is a minute away, or never comes. */
  @ParameterizedTest
  @ValueSource(strings = {", \"delay\": \"PT60S\"", ", \"drop\": 100"})
  void whoHasPaidNeverSeesTheWall(String trouble) {
    assertThat(wall("cus_demo_grace").has("url")).isTrue();
    tellBackstop(trouble);
    stripePays("in_demo_grace", "pm_demo_grace_good");
    assertThat(wall("cus_demo_grace").path("current").asBoolean()).isTrue();
  }

  private void stripePays(String invoice, String card) {
    URI address = stage.sandbox().baseUri().resolve("/v1/invoices/" + invoice + "/pay");
    Merchant.Answer answer =
        Merchant.send(
            java.net.http.HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + merchant.stripeKey())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("payment_method=" + card))
                .build());
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aFailedRenewalRaisesTheWallAsSoonAsStripeHasSaidSo() {
    assertThat(wall("cus_demo_ada").path("current").asBoolean()).isTrue();
    merchant.stripeHas(
        """
        [{"object": "payment_method", "id": "pm_ada_bad", "customer": "cus_demo_ada",
          "card": {"last4": "0341"}},
         {"object": "customer", "id": "cus_demo_ada", "email": "ada@acme.example",
          "invoice_settings": {"default_payment_method": "pm_ada_bad"}}]""");
    merchant.sandbox("POST", "/_sandbox/clock", "{\"advance\": \"P1M\"}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> wall("cus_demo_ada").has("url"));
  }
}
