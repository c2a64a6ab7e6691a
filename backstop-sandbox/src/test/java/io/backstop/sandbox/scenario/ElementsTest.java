package io.backstop.sandbox.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.stripe.model.SetupIntent;
import com.stripe.param.SetupIntentCreateParams;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in for Stripe.js on a page of another site than the sandbox's. */
class ElementsTest extends SandboxScenario {
  private static final String PAGE =
      """
      <!DOCTYPE html><html lang="en"><title>Card</title><body>
      <form><div id="card"></div><button>Save</button></form><output></output>
      <script src="%s/stripe.js"></script>
      <script>
        const secret = '%s';
        const stripe = Stripe('%s');
        const elements = stripe.elements({clientSecret: secret});
        elements.create('payment').mount('#card');
        document.forms[0].addEventListener('submit', async (event) => {
          event.preventDefault();
          const confirm = secret.startsWith('seti_') ? stripe.confirmSetup : stripe.confirmPayment;
          const result = await confirm.call(stripe, {elements, redirect: 'if_required'});
          const intent = result.setupIntent || result.paymentIntent;
          document.querySelector('output').textContent =
            result.error ? result.error.message : intent.status;
        });
      </script>
      """;

  private static Browser browser;
  private HttpServer merchant;
  private Page page;
  private String html;

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void serve() throws Exception {
    merchant = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    merchant.createContext(
        "/",
        exchange -> {
          byte[] body = html.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    merchant.start();
    fixtures("{'object': 'customer', 'id': 'cus_one'}");
  }

  @AfterEach
  void stop() {
    if (page != null) {
      page.context().close();
    }
    merchant.stop(0);
  }

  private void open(String clientSecret) {
    html = PAGE.formatted(sandbox.baseUri(), clientSecret, key.replace("sk_", "pk_"));
    page = browser.page();
    page.navigate("http://localhost:" + merchant.getAddress().getPort() + "/");
  }

  private void save(String number) {
    FrameLocator card = page.frameLocator("iframe[title='Secure card input']");
    card.getByLabel("Card number").fill(number);
    card.getByLabel("Expiration date").fill("12 / 34");
    card.getByLabel("Security code").fill("123");
    page.locator("button").click();
  }

  private void challenge(String button) {
    page.frameLocator("iframe[title='3D Secure']").getByText(button).click();
  }

  private SetupIntent intent() throws Exception {
    return stripe
        .setupIntents()
        .create(SetupIntentCreateParams.builder().setCustomer("cus_one").build());
  }

  private void says(String text) {
    assertThat(page.locator("output")).hasText(text);
  }

  @Test
  void cardIsSetUpWithoutLeavingThePage() throws Exception {
    SetupIntent intent = intent();
    open(intent.getClientSecret());
    save("4242 4242 4242 4242");
    says("succeeded");
    String card = stripe.setupIntents().retrieve(intent.getId()).getPaymentMethod();
    assertThat(stripe.paymentMethods().retrieve(card).getCustomer()).isEqualTo("cus_one");
    assertThat(stripe.paymentMethods().retrieve(card).getCard().getExpYear()).isEqualTo(2034);
  }

  @Test
  void declineAndIncompleteFieldsAreSaidAndCanBeMended() throws Exception {
    open(intent().getClientSecret());
    page.locator("button").click();
    says("Your card number is incomplete.");
    save("4000000000000002");
    says("Your card was declined.");
    save("4242424242424242");
    says("succeeded");
  }

  @Test
  void threeDSecureIsShownAndFollowed() throws Exception {
    SetupIntent intent = intent();
    open(intent.getClientSecret());
    save("4000002760003184");
    challenge("Fail");
    assertThat(page.locator("output")).containsText("unable to authenticate");
    save("4000002760003184");
    challenge("Complete");
    says("succeeded");
    assertThat(page.locator("iframe[title='3D Secure']")).hasCount(0);
    assertThat(stripe.setupIntents().retrieve(intent.getId()).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void openInvoiceIsPaidWithANewCard() throws Exception {
    fixtures(Catalogue.subscribed("pm_card_chargeCustomerFail"));
    advance("P1M");
    String secret =
        json("GET", "/v1/invoices?status=open&expand[]=data.confirmation_secret", "")
            .at("/data/0/confirmation_secret/client_secret")
            .asText();
    open(secret);
    save("5555555555554444");
    says("succeeded");
    assertThat(stripe.subscriptions().retrieve("sub_one").getStatus()).isEqualTo("active");
  }

  @Test
  void secretKeyIsRefusedInThePage() throws Exception {
    open(intent().getClientSecret());
    assertThatThrownBy(() -> page.evaluate("Stripe('sk_test_x')"))
        .isInstanceOf(PlaywrightException.class)
        .hasMessageContaining("publishable key");
  }
}
