package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A customer's way through the cancel flow at top level, in a browser with script. */
final class CancelVisit {

  private final Page page;
  private final List<Request> confirmations = new ArrayList<>();

  private CancelVisit(Page page) {
    this.page = page;
    page.onRequest(
        request -> {
          String body = request.method().equals("POST") ? request.postData() : null;
          if (body != null && body.contains("action=confirm-cancel")) {
            confirmations.add(request);
          }
        });
  }

  static CancelVisit of(Page page, URI link) {
    CancelVisit visit = new CancelVisit(page);
    page.navigate(link.toString());
    return visit;
  }

  /** Waits for {@code step}, until it takes what is pressed. */
  CancelVisit at(String step) {
    assertThat(page.locator("main[data-backstop-step=" + step + "]")).isVisible();
    if (step.equals("confirm")) {
      assertThat(confirm()).isEnabled();
    }
    return this;
  }

  CancelVisit because(String reason) {
    page.locator("[data-backstop-reason=" + reason + "]").check();
    return press("continue");
  }

  CancelVisit press(String action) {
    page.locator("[data-backstop-action=" + action + "]:visible").first().click();
    return this;
  }

  Locator confirm() {
    return page.locator("#bs-confirm-cancel");
  }

  /** The forms that said "cancel", whatever became of them. */
  List<Request> confirmations() {
    return confirmations;
  }
}
