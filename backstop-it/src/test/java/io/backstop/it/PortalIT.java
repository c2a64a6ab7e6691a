package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal as customers meet it: what it says, and what comes of what is pressed there. */
class PortalIT extends InBrowser {

  private static final String PLANS =
      """
      {"object": "product", "id": "prod_pro", "name": "Pro"},
      {"object": "product", "id": "prod_lite", "name": "Lite"},
      {"object": "price", "id": "price_pro", "product": "prod_pro", "currency": "usd",
       "unit_amount": 4900, "recurring": {"interval": "month"}},
      {"object": "price", "id": "price_year", "product": "prod_pro", "currency": "usd",
       "unit_amount": 49000, "recurring": {"interval": "year"}},
      {"object": "price", "id": "price_lite", "product": "prod_lite", "currency": "usd",
       "unit_amount": 1900, "recurring": {"interval": "month"}},
      {"object": "coupon", "id": "loyal", "percent_off": 20, "duration": "repeating",
       "duration_in_months": 6}""";

  private Merchant shared;
  private Merchant merchant;
  private int customers;
  private String name;
  private Eye eye;

  PortalIT(Stage stage) {
    super(stage);
  }

  @BeforeAll
  void aMerchantWithPlans() {
    shared = merchantWithPlans();
  }

  private Merchant merchantWithPlans() {
    return Merchant.open(
        stage,
        Map.of(
            "portal.plans", "price_lite,price_pro,price_year",
            "brand.name", "Acme",
            "brand.color", "#4f46e5"));
  }

  @BeforeEach
  void somebodyWhoLikesThingsToStandStill() {
    comeIn(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    eye = new Eye(page);
    merchant = shared;
  }

  /** An account whose clock may be moved without moving the other tests'. */
  private void timeIsOurs() {
    merchant = merchantWithPlans();
  }

  /** A customer of a test's own with a good card, and the subscriptions that {@code more} says. */
  private void has(String... subscriptions) {
    hasWithCard("pm_card_visa", subscriptions);
  }

  private void hasWithCard(String card, String... subscriptions) {
    name = "p" + ++customers;
    List<String> objects = new ArrayList<>(List.of(PLANS));
    objects.add(
        """
        {"object": "customer", "id": "cus_%s", "email": "%s@acme.example", "name": "Ada Lovelace",
         "invoice_settings": {"default_payment_method": "%s"}}"""
            .formatted(name, name, card));
    for (int i = 0; i < subscriptions.length; i++) {
      objects.add(
          """
          {"object": "subscription", "id": "sub_%s%s", "customer": "cus_%s", %s}"""
              .formatted(name, i == 0 ? "" : "_" + i, name, subscriptions[i]));
    }
    merchant.stripeHas("[" + String.join(", ", objects) + "]");
  }

  private void hasPro() {
    has(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_%s", "price": "price_pro", "quantity": 1}]"""
            .formatted(customers + 1));
  }

  private URI link() {
    return link(Map.of());
  }

  private URI link(Map<String, String> headers) {
    return link(merchant.bundle("cus_" + name, null).toString(), headers);
  }

  private URI link(String body, Map<String, String> headers) {
    Merchant.Answer answer = Merchant.post(stage.backstop(), "portal", body, headers);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return URI.create(answer.json().path("url").asText());
  }

  private void open() {
    page.navigate(link().toString());
    at("home");
  }

  private void at(String step) {
    assertThat(page.locator("main[data-backstop-step=" + step + "]")).isVisible();
  }

  private void press(String action) {
    page.locator("[data-backstop-action=" + action + "]:visible").first().click();
  }

  private void isChanged(boolean changed) {
    var said = assertThat(page.locator("main"));
    (changed ? said : said.not()).hasAttribute("data-backstop-outcome", "updated");
  }

  private void reads(String text) {
    assertThat(page.locator("main")).containsText(text);
  }

  private JsonNode subscription() {
    return merchant.sandbox("GET", "/v1/subscriptions/sub_" + name, null);
  }

  private int requests() {
    return merchant.sandbox("GET", "/_sandbox/requests", null).path("requests").size();
  }

  private void advance(String duration) {
    merchant.sandbox("POST", "/_sandbox/clock", "{\"advance\": \"" + duration + "\"}");
  }

  private JsonNode latestInvoice() {
    return merchant
        .sandbox("GET", "/v1/invoices?customer=cus_" + name + "&limit=1", null)
        .path("data")
        .path(0);
  }

  @Test
  void homeSaysWhatThereIsWithoutAskingStripe() {
    has(
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_h", "price": "price_pro", "quantity": 3}],
        "discounts": [{"coupon": "loyal"}]""");
    open();
    reads("Pro");
    reads("$147.00 per month (3 × $49.00)");
    reads("Active");
    reads("$117.60 on ");
    reads("20% off until ");
    reads("Visa ending in 4242");
    assertThat(page.locator("footer")).containsText("p••@acme.example");
    isChanged(false);

    int before = requests();
    page.reload();
    at("home");
    assertThat(requests()).isEqualTo(before);
    eye.seesNothingWrong("portal-home");
    eye.seesNothingWrongInForcedColors("portal-home");
  }

  @Test
  void everyStateIsSaid() {
    has(
        """
        "status": "trialing", "trial_start": "now-P5D", "trial_end": "now+P9D",
        "items": [{"id": "si_s1", "price": "price_pro", "quantity": 1}]""",
        """
        "status": "active", "current_period_start": "now-P10D", "cancel_at_period_end": true,
        "items": [{"id": "si_s2", "price": "price_lite", "quantity": 1}]""",
        """
        "status": "active", "current_period_start": "now-P10D",
        "pause_collection": {"behavior": "void", "resumes_at": "now+P40D"},
        "items": [{"id": "si_s3", "price": "price_year", "quantity": 1}]""",
        """
        "status": "unpaid", "current_period_start": "now-P10D",
        "items": [{"id": "si_s4", "price": "price_lite", "quantity": 1}]""",
        """
        "status": "canceled", "current_period_start": "now-P10D",
        "items": [{"id": "si_s5", "price": "price_pro", "quantity": 1}]""");
    open();
    for (String state : List.of("Trial", "Ending", "Paused", "Unpaid", "Ended")) {
      assertThat(
              page.locator(".bs-state")
                  .filter(
                      new com.microsoft.playwright.Locator.FilterOptions()
                          .setHasText(Pattern.compile("^" + state + "$"))))
          .hasCount(1);
    }
    eye.seesNothingWrong("portal-states");
  }

  @Test
  void whatIsOwedIsSaidWithAWayToPay() {
    hasWithCard(
        "pm_card_chargeCustomerFail",
        """
        "status": "past_due", "current_period_start": "now-P1D",
        "items": [{"id": "si_o", "price": "price_pro", "quantity": 1}]""");
    open();
    reads("Payment open");
    eye.seesNothingWrong("portal-due");
    page.locator("[data-backstop-action=pay]").click();
    assertThat(page.locator("main[data-backstop-step=wall]")).isVisible();
    eye.seesNothingWrong("portal-pay");
    page.locator("main [data-backstop-action=back]").click();
    assertThat(page.locator("main[data-backstop-step=home]")).isVisible();
  }

  @Test
  void aNewCardIsTakenWithoutACharge() {
    hasPro();
    open();
    page.locator("[data-backstop-action=update-card]").click();
    assertThat(page.locator("main[data-backstop-step=card]")).isVisible();
    eye.seesNothingWrong("portal-card");
  }

  @Test
  void aPauseBeginsAndEndsWhenTheCustomerSaysSo() {
    hasPro();
    open();
    press("pause");
    at("pause");
    eye.seesNothingWrong("portal-pause");
    page.locator("input[name=months][value='2']").check();
    String terms =
        page.locator("label[for=m-2] .bs-price").textContent().replaceAll("\\s+", " ").strip();
    press("pause");
    at("home");
    reads("Your subscription is paused until");
    isChanged(true);
    String resumes = terms.replaceAll("Paused until (.*?)\\. You.*", "$1");
    reads(resumes);
    assertThat(subscription().path("pause_collection").path("behavior").asText()).isEqualTo("void");
    eye.seesNothingWrong("portal-paused");

    press("resume");
    at("home");
    reads("Your subscription runs again.");
    isChanged(true);
    assertThat(subscription().path("pause_collection").isNull()).isTrue();
    page.reload();
    isChanged(true);
  }

  @Test
  void aSwitchIsChargedAsItWasShown() {
    timeIsOurs();
    hasPro();
    open();
    press("switch-plan");
    at("plans");
    eye.seesNothingWrong("portal-plans");
    page.locator("a[data-backstop-action=switch-plan]").first().click();
    at("plans");
    reads("Switch to Lite?");
    assertThat(page.locator(".bs-price")).hasText("Nothing today");
    eye.seesNothingWrong("portal-confirm-plan");
    String after = page.locator(".bs-quote .bs-terms").textContent();
    press("confirm-plan");
    at("home");
    reads("Your plan is changed.");
    reads("Lite");
    assertThat(subscription().at("/items/data/0/price/id").asText()).isEqualTo("price_lite");

    advance("P25D");
    String charged =
        "$%d.%02d"
            .formatted(
                latestInvoice().path("amount_due").asLong() / 100,
                latestInvoice().path("amount_due").asLong() % 100);
    assertThat(after).startsWith(charged + " on ");
  }

  @Test
  void aSwitchToAYearIsChargedAtOnceAsItWasShown() {
    hasPro();
    open();
    press("switch-plan");
    page.locator("a[data-backstop-action=switch-plan]").last().click();
    assertThat(page.locator(".bs-price")).containsText("today");
    String shown = page.locator(".bs-price").textContent();
    eye.seesThatItFits("portal-confirm-year");
    press("confirm-plan");
    at("home");
    isChanged(true);

    JsonNode invoice = latestInvoice();
    assertThat(shown)
        .isEqualTo(
            "$%d.%02d today"
                .formatted(
                    invoice.path("amount_paid").asLong() / 100,
                    invoice.path("amount_paid").asLong() % 100));
    assertThat(invoice.path("status").asText()).isEqualTo("paid");
  }

  @Test
  void aSwitchThatTheCardDoesNotPaySaysThatNothingHasChanged() {
    hasWithCard(
        "pm_card_chargeCustomerFail",
        """
        "status": "active", "current_period_start": "now-P10D",
        "items": [{"id": "si_f", "price": "price_pro", "quantity": 1}]""");
    open();
    press("switch-plan");
    page.locator("a[data-backstop-action=switch-plan]").last().click();
    press("confirm-plan");
    at("home");
    reads("Nothing has changed and nothing was charged.");
    isChanged(false);
    assertThat(subscription().at("/items/data/0/price/id").asText()).isEqualTo("price_pro");
    eye.seesThatItFits("portal-refused");
  }

  @Test
  void aPendingEndIsTakenBack() {
    has(
        """
        "status": "active", "current_period_start": "now-P10D", "cancel_at_period_end": true,
        "items": [{"id": "si_u", "price": "price_pro", "quantity": 1}]""");
    open();
    assertThat(page.locator("[data-backstop-action=cancel]")).hasCount(0);
    press("undo-cancel");
    at("home");
    reads("Your subscription goes on.");
    reads("Active");
    assertThat(subscription().path("cancel_at").isNull()).isTrue();
    assertThat(page.locator("[data-backstop-action=cancel]")).isVisible();
  }

  @Test
  void whoStaysInTheCancelFlowComesBackToAPortalThatKnows() {
    hasPro();
    open();
    press("cancel");
    at("survey");
    page.locator("[data-backstop-reason=too_expensive]").check();
    press("continue");
    at("offer");
    press("accept-offer");
    at("done");
    eye.seesThatItFits("portal-cancel-done");
    page.locator("main [data-backstop-action=back]").click();
    at("home");
    isChanged(true);
    reads("off until");
    assertThat(subscription().path("discounts")).isNotEmpty();
  }

  @Test
  void whoCancelsComesBackToAPortalThatSaysWhenItEnds() {
    hasPro();
    open();
    press("cancel");
    at("survey");
    press("cancel-anyway");
    at("confirm");
    press("confirm-cancel");
    at("done");
    page.locator("main [data-backstop-action=back]").click();
    at("home");
    reads("Ending");
    reads("Ends on");
  }

  @Test
  void invoicesAreListedWithTheirDocuments() {
    timeIsOurs();
    hasPro();
    advance("P65D");
    open();
    page.locator("a[href*='step=invoices']").click();
    at("invoices");
    assertThat(page.locator(".bs-invoices > li").first()).containsText("$49.00");
    assertThat(page.locator(".bs-invoices > li").first()).containsText("Paid");
    assertThat(page.locator(".bs-invoices > li").first().getByText("PDF"))
        .hasAttribute("target", "_blank");
    eye.seesNothingWrong("portal-invoices");
    press("back");
    at("home");
  }

  @Test
  void billingDetailsAreReadAndChanged() {
    hasPro();
    open();
    page.locator("a[href*='step=details']").click();
    at("details");
    assertThat(page.locator("#d-mail")).hasValue(name + "@acme.example");
    page.locator("#d-mail").fill("nobody");
    page.locator("#d-city").fill("Wien");
    press("continue");
    assertThat(page.locator("[role=alert]")).isVisible();
    assertThat(page.locator("#d-city")).hasValue("Wien");
    eye.seesNothingWrong("portal-details-wrong");
    page.locator("#d-mail").fill("ada@new.example");
    page.locator("#d-country").selectOption("AT");
    press("continue");
    reads("Your billing details are changed.");
    isChanged(true);
    JsonNode customer = merchant.sandbox("GET", "/v1/customers/cus_" + name, null);
    assertThat(customer.path("email").asText()).isEqualTo("ada@new.example");
    assertThat(customer.at("/address/country").asText()).isEqualTo("AT");
    eye.seesNothingWrong("portal-details");
    press("back");
    at("home");
    isChanged(true);
  }

  @Test
  void inAFrameClosingSaysWhetherSomethingWasChanged() throws IOException {
    hasPro();
    try (FramingPage framing = FramingPage.serve(false)) {
      page.navigate(framing.framing(link(Map.of("Origin", framing.origin()))));
      FrameLocator frame = page.frameLocator("iframe");
      frame.locator("[data-backstop-action=pause]").click();
      assertThat(frame.locator("main[data-backstop-step=pause]")).isVisible();
      frame.locator("[data-backstop-action=pause]").click();
      assertThat(frame.locator("main[data-backstop-outcome=updated]")).isVisible();
      frame.locator("a[href*='step=invoices']").click();
      assertThat(frame.locator("main[data-backstop-step=invoices]")).isVisible();
      frame.locator(".bs-x").click();
      page.waitForFunction("() => heard.some(({ data }) => data.type === 'backstop:close')");

      JsonNode heard = Merchant.JSON.valueToTree(page.evaluate("() => heard"));
      JsonNode close = heard.get(heard.size() - 1).path("data");
      assertThat(close.path("type").asText()).isEqualTo("backstop:close");
      assertThat(close.path("surface").asText()).isEqualTo("portal");
      assertThat(close.path("outcome").asText()).isEqualTo("updated");
    }
  }

  @Test
  void inAFrameTheCancelFlowLeadsBackWithinTheFrame() throws IOException {
    hasPro();
    try (FramingPage framing = FramingPage.serve(false)) {
      page.navigate(framing.framing(link(Map.of("Origin", framing.origin()))));
      FrameLocator frame = page.frameLocator("iframe");
      frame.locator("[data-backstop-action=cancel]").click();
      frame.locator("[data-backstop-action=keep]").click();
      assertThat(frame.locator("main[data-backstop-step=done]")).isVisible();
      frame.locator("main [data-backstop-action=back]").click();
      assertThat(frame.locator("main[data-backstop-step=home]")).isVisible();
      assertThat(frame.locator("body[data-backstop-embed=modal]")).isVisible();
      frame.locator(".bs-x").click();
      page.waitForFunction("() => heard.some(({ data }) => data.type === 'backstop:close')");
      assertThat(Merchant.JSON.valueToTree(page.evaluate("() => heard")).toString())
          .contains("\"outcome\":\"dismissed\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void atTopLevelClosingLeadsBackWithTheOutcome(boolean script) {
    hasPro();
    String back = stage.backstop() + "/health/live";
    String bundle = merchant.bundle("cus_" + name, null).put("return_url", back).toString();
    comeIn(new NewContextOptions().setJavaScriptEnabled(script));
    page.navigate(link(bundle, Map.of()).toString());
    press("pause");
    press("pause");
    reads("paused until");
    page.locator(".bs-x").click();
    page.waitForURL(Pattern.compile("backstop_outcome=updated"));
  }

  @Test
  void withoutScriptEverythingIsAPlainForm() {
    hasPro();
    comeIn(new NewContextOptions().setJavaScriptEnabled(false));
    open();
    press("pause");
    at("pause");
    press("pause");
    at("home");
    isChanged(true);
    press("resume");
    at("home");
    press("switch-plan");
    page.locator("a[data-backstop-action=switch-plan]").first().click();
    press("confirm-plan");
    reads("Your plan is changed.");
    press("cancel");
    at("survey");
    press("keep");
    at("done");
    page.locator("main [data-backstop-action=back]").click();
    at("home");
  }

  @Test
  void whenStripeIsAwayAndNothingIsKnownThePageSaysSoAndCanBeTriedAgain() {
    timeIsOurs();
    hasPro();
    merchant.sandbox(
        "POST", "/_sandbox/faults", "{\"match\": \"* /v1/*\", \"fault\": \"500\", \"times\": 40}");
    page.navigate(link().toString());
    at("unavailable");
    eye.seesNothingWrong("portal-unavailable");
    merchant.sandbox("DELETE", "/_sandbox/faults", null);
    press("continue");
    at("home");
  }

  @Test
  void whenTheServerCannotBeReachedThePageSaysSoAndTheNextPressGoesThrough() {
    has(
        """
        "status": "active", "current_period_start": "now-P10D", "cancel_at_period_end": true,
        "items": [{"id": "si_r", "price": "price_pro", "quantity": 1}]""");
    open();
    page.route(
        "**/portal/**",
        route -> {
          if (route.request().headers().containsKey("backstop-fetch")) {
            route.abort();
          } else {
            route.resume();
          }
        });
    press("undo-cancel");
    assertThat(page.locator("#bs-said")).containsText("We could not reach the server.");
    press("undo-cancel");
    reads("Your subscription goes on.");
    isChanged(true);
  }

  @Test
  void aDoublePressIsOneChange() {
    hasPro();
    open();
    press("pause");
    at("pause");
    page.locator("button[data-backstop-action=pause]").dblclick();
    at("home");
    reads("paused until");
    int changes = 0;
    for (JsonNode request : merchant.sandbox("GET", "/_sandbox/requests", null).path("requests")) {
      boolean update =
          request.path("method").asText().equals("POST")
              && request.path("path").asText().equals("/v1/subscriptions/sub_" + name);
      changes += update ? 1 : 0;
    }
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void germanIsSpokenThroughout() {
    hasPro();
    comeIn(new NewContextOptions().setLocale("de-DE"));
    eye = new Eye(page);
    open();
    reads("Nächste Abbuchung");
    eye.seesThatItFits("portal-home-de");
    press("pause");
    reads("1 Monat");
    eye.seesThatItFits("portal-pause-de");
  }
}
