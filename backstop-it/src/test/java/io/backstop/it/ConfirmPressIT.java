package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The one press that ends a subscription: by keyboard, too early, twice, and when its answer is
 * lost on the way.
 */
class ConfirmPressIT extends InBrowser {

  /** Tab comes to the one reason that leads to the one offer: "other" is always the last. */
  private static final String ONE_REASON =
      """
      {"version": 1, "name": "One reason", "steps": ["survey", "offers", "confirm"],
       "reasons": [
         {"id": "price", "label": {"en": "Its price"}, "feedback": "too_expensive",
          "offers": ["less"]},
         {"id": "other", "label": {"en": "Something else"}, "feedback": "other", "comment": true}],
       "offers": [{"id": "less", "type": "discount", "percent": 25, "months": 3}]}
      """;

  private Merchant merchant;

  ConfirmPressIT(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void aCustomer() {
    merchant = Merchant.open(stage, Map.of("cancel.flow", ONE_REASON));
    merchant.stripeHas(Customers.MONTHLY);
  }

  private CancelVisit visit() {
    return CancelVisit.of(page, merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada"));
  }

  @Test
  void theKeyboardAloneCancels() {
    CancelVisit visit = visit().at("survey");
    tabTo("[data-backstop-reason]");
    page.keyboard().press("Space");
    assertThat(page.locator("[data-backstop-reason=price]")).isChecked();
    tabTo("[data-backstop-action=continue]");
    page.keyboard().press("Enter");
    visit.at("offer");
    theHeadingHasTheFocus();
    tabTo("[data-backstop-action=decline-offer]");
    page.keyboard().press("Space");
    visit.at("confirm");
    theHeadingHasTheFocus();
    tabTo("#bs-confirm-cancel");
    page.keyboard().press("Enter");
    page.keyboard().press("Enter");
    visit.at("done");
    theHeadingHasTheFocus();
    assertThat(page.locator("h1")).hasText("Your subscription is cancelled");
    assertThat(visit.confirmations()).hasSize(1);
  }

  private void tabTo(String selector) {
    String there = "selector => document.activeElement.matches(selector)";
    for (int presses = 0; presses < 20; presses++) {
      page.keyboard().press("Tab");
      if ((Boolean) page.evaluate(there, selector)) {
        return;
      }
    }
    throw new AssertionError("twenty times Tab does not lead to " + selector);
  }

  private void theHeadingHasTheFocus() {
    assertThat(page.locator("main h1")).isFocused();
    assertThat(page.locator("#bs-live")).hasText(page.locator("main h1").innerText());
  }

  @Test
  void aDoubleClickConfirmsOnce() {
    CancelVisit visit = visit().press("cancel-anyway").at("confirm");
    visit.confirm().dblclick();
    visit.at("done");
    assertThat(visit.confirmations()).hasSize(1);
  }

  @Test
  void confirmTakesNoPressBeforeItHasBeenSeenForHalfASecond() {
    page.clock().install();
    CancelVisit visit = visit();
    page.clock().pauseAt(System.currentTimeMillis() + 60_000);
    visit.press("cancel-anyway");
    assertThat(page.locator("main[data-backstop-step=confirm]")).isVisible();
    assertThat(visit.confirm()).isDisabled();
    visit.confirm().dispatchEvent("click");
    page.clock().runFor(499);
    assertThat(visit.confirm()).isDisabled();
    page.clock().runFor(1);
    assertThat(visit.confirm()).isEnabled();
    assertThat(visit.confirmations()).isEmpty();
    page.clock().resume();
    visit.press("confirm-cancel").at("done");
    assertThat(visit.confirmations()).hasSize(1);
  }

  @Test
  void anAnswerLostOnItsWayIsFoundByPressingAgain() {
    CancelVisit visit = visit();
    visit.press("cancel-anyway").at("confirm");
    page.route(
        stage.backstop() + "/cancel/**",
        route -> {
          route.fetch();
          route.abort("internetdisconnected");
        });
    visit.press("confirm-cancel");
    assertThat(page.locator("#bs-said")).containsText("nothing happens twice");
    assertThat(page.locator("#bs-said")).not().containsText("failed");
    JsonNode subscription = merchant.sandbox("GET", "/v1/subscriptions/sub_ada", null);
    assertThat(subscription.path("cancel_at_period_end").asBoolean()).isTrue();
    new Eye(page).takePicture("offline", 390);

    page.unroute(stage.backstop() + "/cancel/**");
    visit.press("confirm-cancel").at("done");
    assertThat(page.locator("main")).hasAttribute("data-backstop-outcome", "cancelled");
    long writes = 0;
    for (JsonNode request :
        merchant.sandbox("GET", "/_sandbox/requests", null).findParents("method")) {
      boolean change = request.path("path").asText().startsWith("/v1/subscriptions");
      writes += change && !request.path("method").asText().equals("GET") ? 1 : 0;
    }
    assertThat(writes).isEqualTo(1);
  }
}
