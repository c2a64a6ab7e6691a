package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the merchant's engineer sees of his calls, and what he can try. */
class EmbedPagesIT extends InBrowser {

  private static final String LONG_ID = "cus_abcdefghijklmnopqrst";
  private static final Locator.GetByTextOptions EXACTLY =
      new Locator.GetByTextOptions().setExact(true);

  private final Staff staff;
  private Merchant merchant;
  private Eye eye;

  EmbedPagesIT(Stage stage) {
    super(stage);
    staff = new Staff(stage);
  }

  @BeforeEach
  void anAdmin() {
    merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
    String session = staff.signIn(staff.hire(merchant.slug(), "admin"));
    page.context()
        .addCookies(List.of(new Cookie("backstop", session).setDomain("127.0.0.1").setPath("/")));
    eye = new Eye(page);
  }

  private void open(URI node, String path) {
    page.navigate(node.resolve("/dashboard/w/" + merchant.slug() + "/" + path).toString());
  }

  private void call(URI node, String customer, String text, long age, Map<String, String> headers) {
    String timestamp = Long.toString(Instant.now().getEpochSecond() - age);
    ObjectNode body = merchant.unsigned(customer, "sub_ada");
    if (text != null) {
      body.put("timestamp", timestamp)
          .put("signature", Merchant.hmac(merchant.secret(), text.replace("T", timestamp)));
    }
    Merchant.post(node, "cancel", body.toString(), headers);
  }

  @Test
  void theLastCallsSayWhyOnEveryNode() {
    merchant.set("embed.allowed-origins", "https://app.acme.example");
    merchant.set("embed.require-signature", "true");
    String good = "cus_ada\nsub_ada\nT";
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                Merchant.post(
                            stage.otherNode(),
                            "cancel",
                            merchant.unsigned("cus_ada", "sub_ada").toString(),
                            Map.of())
                        .status()
                    == 401);
    call(stage.backstop(), "cus_ada", good, 0, Map.of("Origin", "https://app.acme.example"));
    call(stage.otherNode(), "cus_ada", good, 412, Map.of());
    call(stage.otherNode(), "cus_ada", "cus_ada\nT", 0, Map.of());
    call(stage.backstop(), LONG_ID, LONG_ID + "\\nsub_ada\\nT", 0, Map.of());
    call(stage.otherNode(), "cus_ada", good, 0, Map.of("Origin", "https://evil.example"));
    for (URI node : List.of(stage.backstop(), stage.otherNode())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(
              () -> {
                open(node, "embed/calls");
                assertThat(page.locator("main").textContent())
                    .containsPattern("its timestamp is 41[2-9] s old")
                    .contains(
                        "The subscription is missing in the signed text. It must be: customer,")
                    .contains("joined by something else than one newline")
                    .contains("The origin https://evil.example is not in the list")
                    .contains("this workspace takes signed calls only")
                    .contains("cus_abcd…qrst");
              });
    }
    assertThat(
            page.locator("tr", new Page.LocatorOptions().setHasText("https://app.acme.example"))
                .getByText("ok", EXACTLY))
        .hasCount(1);
    assertThat(page.content()).doesNotContain(merchant.secret()).doesNotContain(LONG_ID);
    assertThat(
            staff.text(
                "SELECT string_agg(c::text, ' ') FROM embed_call c WHERE workspace_id = ?",
                merchant.slug()))
        .doesNotContain(LONG_ID)
        .doesNotContainPattern("[0-9a-f]{64}");
    eye.seesNothingWrong("dashboard-embed-calls");
    page.locator(".segments").getByText("Refused").click();
    assertThat(page.locator("tbody tr")).not().hasCount(0);
    assertThat(page.locator("tbody").getByText("ok", EXACTLY)).hasCount(0);
    open(stage.backstop(), "embed");
    eye.seesNothingWrong("dashboard-embed-counted");
  }

  @Test
  void aTestCallShowsTheRealAnswerAndIsNotCounted() {
    merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
    Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> counted() == 1);
    open(stage.backstop(), "embed/test");
    assertThat(page.getByLabel("Customer", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("cus_ada");
    send();
    assertThat(page.locator("#answer")).hasText("ok");
    assertThat(page.locator(".checks .good")).not().hasCount(0);
    assertThat(page.locator(".checks li.good")).hasCount(4);
    eye.seesNothingWrong("dashboard-embed-test");
    Page tab = page.context().waitForPage(() -> page.locator("#open").click());
    assertThat(tab.locator("main[data-backstop-surface=cancel]")).isVisible();
    tab.close();

    page.getByLabel("Subscription", new Page.GetByLabelOptions().setExact(true)).fill("sub_other");
    send();
    assertThat(page.locator("#answer")).hasText("subscription_not_found");
    assertThat(page.locator(".checks li.bad")).hasCount(1);
    assertThat(page.locator(".checks li.bad")).containsText("Stripe");
    page.getByLabel("Customer", new Page.GetByLabelOptions().setExact(true)).fill("ada");
    send();
    assertThat(page.locator("#customer-error")).isVisible();
    assertThat(page.getByLabel("Subscription", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("sub_other");
    eye.seesNothingWrong("dashboard-embed-test-wrong");

    open(stage.backstop(), "embed/test");
    merchant.set("embed.allowed-origins", "https://app.acme.example");
    page.getByLabel("Called by a page").fill("https://evil.example");
    send();
    assertThat(page.locator("#answer")).hasText("origin_not_allowed");
    merchant.set("stripe.api-base", "http://127.0.0.1:1");
    page.getByLabel("Called by a page").fill("https://App.acme.example/");
    send();
    assertThat(page.locator("#answer")).hasText("ok");
    assertThat(page.locator(".checks li.bad")).containsText("Stripe");
    page.getByLabel("What opens").selectOption("payment-wall");
    send();
    assertThat(page.locator("#answer")).isVisible();

    assertThat(counted()).isEqualTo(1);
    assertThat(
            staff.text(
                "SELECT count(*) FROM audit_entry WHERE workspace_id = ?"
                    + " AND action = 'embed.tried'",
                merchant.slug()))
        .isEqualTo("5");
  }

  private long counted() {
    return Long.parseLong(
        staff.text(
            "SELECT coalesce(sum(calls), 0) FROM embed_call_day WHERE workspace_id = ?"
                + " AND kind <> 'refused'",
            merchant.slug()));
  }

  private void send() {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send a test call"))
        .click();
  }

  @Test
  void theCodeFollowsWhatOpensAndHow() {
    open(stage.backstop(), "embed");
    page.locator(".segments").getByText("Customer portal").click();
    page.locator(".segments").getByText("In a frame of yours").click();
    assertThat(page.locator("#code-page")).containsText("/api/embed/portal");
    assertThat(page.locator("#code-page")).containsText("iframe");
    assertThat(page.locator("#code-node")).not().containsText("subscription");
    page.locator(".segments").getByText("As a page of its own").click();
    assertThat(page.locator("#code-node")).containsText("return_url");
    assertThat(page.locator("#code-page")).containsText("<form");
    eye.seesNothingWrong("dashboard-embed-redirect");
    page.locator("#snippets").scrollIntoViewIfNeeded();
    eye.takePicture("dashboard-embed-redirect-code", 1280);
    eye.takePicture("dashboard-embed-redirect-code", 390);
  }
}
