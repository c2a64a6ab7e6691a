package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FrameLocator;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A surface from Acme's button to the sandbox's books and back, in a browser that blocks
 * third-party cookies. Stripe's events reach Backstop as they do in production: signed, over HTTP,
 * a little later.
 */
abstract class ShopRoute extends InBrowser {

  static final String WEBHOOK_SECRET = "whsec_route";

  Merchant merchant;
  private Shop shop;

  ShopRoute(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void aShop() throws IOException {
    merchant =
        Merchant.open(
            stage,
            Map.of(
                "brand.name",
                "Acme",
                "stripe.webhook-secrets",
                WEBHOOK_SECRET,
                "portal.plans",
                "price_starter_monthly,price_pro_monthly,price_pro_yearly"));
    merchant.stripeHas(
        Customers.ADA_OF_ACME.replace(
            "\"name\": \"Ada Lovelace\"",
            "\"name\": \"Ada Lovelace\", \"invoice_settings\":"
                + " {\"default_payment_method\": {\"id\": \"pm_ada\", \"card\": {\"last4\":"
                + " \"4242\"}}}"));
    merchant.stripeHas(WallVisit.debtor("demo_grace"));
    tellBackstop("");
    shop = Shop.of(merchant, stage.backstop(), stage.sandbox().baseUri());
  }

  @AfterEach
  final void closeShop() {
    shop.close();
  }

  /**
   * Where this merchant's account at Stripe sends its events.
   *
   * @param how more members, as the sandbox has them: a delay, how many are lost
   */
  final void tellBackstop(String how) {
    URI webhooks = stage.backstop().resolve("/api/stripe/webhooks/" + merchant.slug());
    merchant.sandbox(
        "POST",
        "/_sandbox/webhooks",
        "{\"url\": \"%s\", \"secret\": \"%s\"%s}".formatted(webhooks, WEBHOOK_SECRET, how));
  }

  final void signIn(String customer) {
    page.navigate(shop.accountOf(customer));
    page.waitForFunction("() => window.Backstop && !window.Backstop.q");
  }

  final void pressInShop(String action) {
    page.click("[data-shop-action=" + action + "]");
  }

  final FrameLocator modal() {
    return page.frameLocator("iframe");
  }

  final void press(String action) {
    new Modal(page).press(action);
  }

  final void seeStep(String step) {
    new Modal(page).at(step);
  }

  final void seeEvent(String event) {
    assertThat(page.locator("[data-shop-event=" + event + "]")).hasCount(1);
  }

  final void seeNoFrame() {
    assertThat(page.locator("iframe")).hasCount(0);
  }

  final JsonNode stripe(String path) {
    return merchant.sandbox("GET", path, null);
  }
}
