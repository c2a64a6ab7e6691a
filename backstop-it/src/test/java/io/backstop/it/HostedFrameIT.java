package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a hosted page tells the page around it, and what it does when others get between: the
 * browser corpus's lines of the hosted page's side.
 */
class HostedFrameIT extends InBrowser {

  private Merchant merchant;

  HostedFrameIT(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void aCustomer() {
    merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
  }

  /** A link that was minted by the page at {@code origin}, which therefore may frame it. */
  private URI linkFor(String origin) {
    String bundle = merchant.bundle("cus_ada", "sub_ada").toString();
    JsonNode minted =
        Merchant.post(stage.backstop(), "cancel", bundle, Map.of("Origin", origin)).json();
    return URI.create(minted.path("url").asText());
  }

  private JsonNode heard() {
    return Merchant.JSON.valueToTree(page.evaluate("() => heard"));
  }

  private List<JsonNode> heard(String type) {
    List<JsonNode> messages = new ArrayList<>();
    for (JsonNode message : heard()) {
      if (message.path("data").path("type").asText().equals(type)) {
        messages.add(message);
      }
    }
    return messages;
  }

  private static List<String> members(JsonNode message) {
    List<String> names = new ArrayList<>();
    message.path("data").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode subscription() {
    return merchant.sandbox("GET", "/v1/subscriptions/sub_ada", null);
  }

  private void waitFor(String type) {
    page.waitForFunction("type => heard.some(({ data }) => data.type === type)", type);
  }

  @Test
  void aFrameMadeByHandWorksByTheProtocolAndHearsNothingPersonal() throws IOException {
    try (FramingPage framing = FramingPage.serve(false)) {
      URI link = linkFor(framing.origin());
      page.navigate(framing.framing(link));
      FrameLocator frame = page.frameLocator("iframe");
      waitFor("backstop:ready");
      waitFor("backstop:resize");
      frame.locator("[data-backstop-action=cancel-anyway]").click();
      frame.locator("#bs-confirm-cancel").click();
      assertThat(frame.locator("main[data-backstop-step=done]")).isVisible();
      assertThat(heard("backstop:close")).isEmpty();
      frame.locator("[data-backstop-action=close]").click();
      waitFor("backstop:close");
      assertThat(page.locator("iframe")).hasCount(0);

      assertThat(heard("backstop:ready")).hasSize(1);
      assertThat(members(heard("backstop:ready").get(0))).containsExactlyInAnyOrder("type", "v");
      assertThat(members(heard("backstop:resize").get(0)))
          .containsExactlyInAnyOrder("type", "v", "height");
      assertThat(heard("backstop:close")).hasSize(1);
      JsonNode close = heard("backstop:close").get(0);
      assertThat(members(close))
          .containsExactlyInAnyOrder("type", "v", "surface", "outcome", "session");
      assertThat(close.at("/data/outcome").asText()).isEqualTo("cancelled");
      assertThat(close.at("/data/session").asText()).startsWith("cs_");
      for (JsonNode message : heard()) {
        assertThat(message.path("origin").asText()).isEqualTo(stage.backstop().toString());
      }
      String token = link.getPath().substring("/cancel/".length());
      assertThat(heard().toString()).doesNotContain("cus_", "sub_", "@", token);
      assertThat(subscription().path("cancel_at_period_end").asBoolean()).isTrue();
    }
  }

  @Test
  void aPressOnWhatIsCoveredLeadsToAWindowOfItsOwn() throws IOException {
    try (FramingPage framing = FramingPage.serve(false)) {
      page.navigate(framing.framing(linkFor(framing.origin())));
      FrameLocator frame = page.frameLocator("iframe");
      page.evaluate(
          "() => { const lure = document.createElement('div'); lure.textContent = 'Win a prize';"
              + " lure.style = 'position:fixed;inset:0;background:#fff;pointer-events:none';"
              + " document.body.append(lure); }");
      frame.locator("[data-backstop-action=cancel-anyway]").click();
      assertThat(frame.locator("#bs-confirm-cancel")).isEnabled();
      Page alone = page.waitForPopup(() -> frame.locator("#bs-confirm-cancel").click());
      assertThat(alone.locator("main[data-backstop-step=confirm]")).isVisible();
      assertThat(subscription().path("cancel_at_period_end").asBoolean()).isFalse();
      alone.click("#bs-confirm-cancel");
      assertThat(alone.locator("main[data-backstop-step=done]")).isVisible();
      assertThat(subscription().path("cancel_at_period_end").asBoolean()).isTrue();
    }
  }

  /** As if a browser did not know frame-ancestors, which alone would keep the page out. */
  private void letAnybodyFrame() {
    page.route(
        stage.backstop() + "/cancel/**",
        route -> {
          APIResponse answer = route.fetch();
          Map<String, String> headers = new HashMap<>(answer.headers());
          headers.remove("content-security-policy");
          route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
        });
  }

  /** Everything the page has said by now has arrived: messages of one window come in order. */
  private void theFrameHasSpoken() {
    assertThat(page.frameLocator("iframe").locator("main")).isVisible();
    Frame frame = page.frames().get(1);
    frame.waitForLoadState();
    frame.evaluate("() => parent.postMessage({ type: 'control' }, '*')");
    waitFor("control");
  }

  @Test
  void aPageThatIsNotTheOpenerHearsNothing() throws IOException {
    try (FramingPage framing = FramingPage.serve(false)) {
      letAnybodyFrame();
      page.navigate(framing.framing(linkFor("https://app.one.test")));
      theFrameHasSpoken();
      page.frameLocator("iframe").locator("[data-backstop-action=close]").click();
      theFrameHasSpoken();
      assertThat(heard()).allMatch(m -> m.at("/data/type").asText().equals("control"));
    }
  }

  @Test
  void aPageWithoutAnOriginHearsNothing() throws IOException {
    try (FramingPage framing = FramingPage.serve(true)) {
      letAnybodyFrame();
      page.navigate(framing.framing(linkFor(framing.origin())));
      theFrameHasSpoken();
      assertThat(heard()).allMatch(m -> m.at("/data/type").asText().equals("control"));
    }
  }

  @Test
  void aPageThatIsNotTheOpenerMayNotFrame() throws IOException {
    try (FramingPage framing = FramingPage.serve(false)) {
      String address = framing.framing(linkFor("https://app.one.test"));
      page.waitForConsoleMessage(
          new Page.WaitForConsoleMessageOptions()
              .setPredicate(message -> message.text().contains("frame-ancestors")),
          () -> page.navigate(address));
      assertThat(heard()).isEmpty();
    }
  }
}
