package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A customer's way through the failed-payment wall at top level, in a browser with script. */
final class WallVisit {

  private final Page page;

  private WallVisit(Page page) {
    this.page = page;
  }

  /**
   * A customer {@code cus_<name>} whose last invoice {@code in_<name>} of $49 has failed, on a card
   * that is refused whenever it is charged; and a good one on file.
   */
  static String debtor(String name) {
    return """
    [{"object": "product", "id": "prod_pro", "name": "Pro"},
     {"object": "price", "id": "price_pro_monthly", "product": "prod_pro", "currency": "usd",
      "unit_amount": 4900, "recurring": {"interval": "month", "interval_count": 1}},
     {"object": "customer", "id": "cus_NAME", "email": "ada@acme.example", "name": "Ada",
      "invoice_prefix": "NAME01",
      "invoice_settings": {"default_payment_method":
        {"id": "pm_NAME_bad", "card": {"last4": "0341"}}}},
     {"object": "payment_method", "id": "pm_NAME_good", "customer": "cus_NAME",
      "card": {"last4": "4242"}},
     {"object": "subscription", "id": "sub_NAME", "customer": "cus_NAME", "status": "past_due",
      "start_date": "now-P65D", "current_period_start": "now-P1D", "latest_invoice": "in_NAME",
      "items": [{"price": "price_pro_monthly"}]}]
    """
        .replace("NAME", name);
  }

  /** The wall's link, asked for as a merchant's backend would. */
  static URI link(Merchant merchant, URI node, String customer, Map<String, String> more) {
    ObjectNode bundle = merchant.bundle(customer, null);
    more.forEach(bundle::put);
    JsonNode answer = Merchant.post(node, "payment-wall", bundle.toString(), Map.of()).json();
    if (!answer.has("url")) {
      throw new IllegalStateException("no link: " + answer);
    }
    return URI.create(answer.path("url").asText());
  }

  static WallVisit of(Page page, URI link) {
    WallVisit visit = new WallVisit(page);
    page.navigate(link.toString());
    return visit;
  }

  WallVisit at(String step) {
    assertThat(page.locator("main[data-backstop-step=" + step + "]")).isVisible();
    return this;
  }

  WallVisit press(String action) {
    control(action).click();
    return this;
  }

  Locator control(String action) {
    return page.locator("[data-backstop-action=" + action + "]:visible").first();
  }

  WallVisit takesAnotherCard() {
    return press("update-card").at("card");
  }

  /** Types a card into Stripe's frame and leaves the button to the caller. */
  WallVisit types(String number) {
    type(page.frameLocator("iframe[title='Secure card input']"), number);
    assertThat(control("pay")).isEnabled();
    return this;
  }

  static void type(FrameLocator card, String number) {
    card.locator("#number").fill(number);
    card.locator("#expiry").fill("12 / 40");
    card.locator("#cvc").fill("123");
  }

  WallVisit tellsTheBank(String answer) {
    page.frameLocator("iframe[title='3D Secure']").locator("#" + answer).click();
    return this;
  }

  /** What Stripe was asked to charge, whatever became of it. */
  static List<JsonNode> charges(Merchant merchant) {
    List<JsonNode> charges = new ArrayList<>();
    for (JsonNode request : merchant.sandbox("GET", "/_sandbox/requests", null).path("requests")) {
      boolean pays = request.path("path").asText().matches("/v1/invoices/[^/]+/pay");
      if (pays && request.path("method").asText().equals("POST")) {
        charges.add(request);
      }
    }
    return charges;
  }
}
