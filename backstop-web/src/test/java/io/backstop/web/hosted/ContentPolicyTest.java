package io.backstop.web.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.link.FlowPass;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentPolicyTest {

  private static final List<String> NONE = List.of();

  @Test
  void atTopLevelNobodyFrames() {
    FlowPass pass = Passes.of(List.of("https://a.example"), "https://b.example", null, null);
    assertThat(ContentPolicy.of(pass, "n", false)).endsWith("; frame-ancestors 'none'");
  }

  @Test
  void inTheModalTheOpenerAndTheListedOriginsFrameEachOnce() {
    FlowPass pass =
        Passes.of(
            List.of("https://a.example", "https://b.example:8443"),
            "https://b.example:8443",
            null,
            null);
    assertThat(ContentPolicy.of(pass, "n", true))
        .endsWith("; frame-ancestors https://b.example:8443 https://a.example");
  }

  @Test
  void withoutAnyOpenerNobodyFramesEvenTheModal() {
    assertThat(ContentPolicy.of(Passes.of(NONE, null, null, null), "n", true))
        .endsWith("; frame-ancestors 'none'");
  }

  @Test
  void whatIsNoOriginNeverReachesTheHeader() {
    FlowPass pass =
        Passes.of(
            List.of(
                "https://a.example; script-src *",
                "https://a.example\r\nSet-Cookie: a=b",
                "https://*.example",
                "*",
                "null",
                "https://a.example/",
                "https://A.example",
                "javascript://a.example",
                "https://u@a.example"),
            "null",
            null,
            null);
    assertThat(ContentPolicy.openers(pass)).isEmpty();
    assertThat(ContentPolicy.of(pass, "n", true)).endsWith("; frame-ancestors 'none'");
  }

  @Test
  void formsMayLeadToTheReturnUrlsOriginAndNoFurther() {
    FlowPass pass = Passes.of(NONE, null, "https://Shop.example:443/account?a=b", null);
    assertThat(ContentPolicy.of(pass, "n", false))
        .contains("; form-action 'self' https://shop.example; ");
    assertThat(ContentPolicy.of(Passes.of(NONE, null, null, null), "n", false))
        .contains("; form-action 'self'; ");
  }

  @Test
  void imagesComeFromTheLogosOriginOnly() {
    FlowPass pass = Passes.of(NONE, null, null, "https://cdn.example/logo.svg");
    assertThat(ContentPolicy.of(pass, "n", false))
        .contains("; img-src 'self' data: https://cdn.example; ");
  }

  @Test
  void scriptsAndStylesNeedTheNonce() {
    assertThat(ContentPolicy.of(Passes.of(NONE, null, null, null), "abc", false))
        .startsWith("default-src 'none'; script-src 'nonce-abc'; style-src 'nonce-abc'; ")
        .doesNotContain("unsafe");
  }

  @Test
  void theStepThatTakesCardsLetsStripeInAndNobodyElse() {
    FlowPass pass = Passes.of(NONE, null, null, null);
    String policy =
        ContentPolicy.withStripe(
            pass, "n", false, URI.create("https://js.stripe.com/dahlia/stripe.js"));

    assertThat(policy)
        .contains("script-src 'nonce-n' https://js.stripe.com https://*.js.stripe.com;")
        .contains(
            "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com;")
        .contains("connect-src 'self' https://api.stripe.com;")
        .contains("style-src 'nonce-n';");
    assertThat(ContentPolicy.of(pass, "n", false)).doesNotContain("stripe");
  }

  @Test
  void aStandInForStripeHasItsOwnOriginOnly() {
    FlowPass pass = Passes.of(NONE, null, null, null);
    String policy =
        ContentPolicy.withStripe(pass, "n", false, URI.create("http://127.0.0.1:12111/v3/"));

    assertThat(policy)
        .contains("script-src 'nonce-n' http://127.0.0.1:12111;")
        .contains("frame-src http://127.0.0.1:12111;")
        .contains("connect-src 'self' http://127.0.0.1:12111;")
        .doesNotContain("stripe.com");
  }
}
