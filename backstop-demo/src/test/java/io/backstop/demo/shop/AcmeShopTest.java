package io.backstop.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.backstop.demo.shop.ShopOptions.StripeAccess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcmeShopTest {
  private static final String SECRET = "bs_demo_acme_embed_secret_not_for_production";
  private static final long TIME = 1795410000;

  private final HttpClient browser = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private int status = 200;
  private String answer = "{\"url\":\"http://127.0.0.1:1/cancel/TOKEN\",\"expires_at\":\"x\"}";
  private HttpServer backstop;
  private AcmeShop shop;

  @BeforeEach
  void open() throws Exception {
    backstop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backstop.createContext(
        "/",
        exchange -> {
          asked.set(
              exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    backstop.start();
    shop = shop(Optional.empty());
  }

  @AfterEach
  void close() {
    shop.close();
    backstop.stop(0);
  }

  @Test
  void theBackendSignsAsTheDocumentationDoes() throws Exception {
    JsonNode bundle = json.readTree(get("/sign?as=ada").body());
    assertThat(bundle.path("workspace").asText()).isEqualTo("acme");
    assertThat(bundle.path("customer").asText()).isEqualTo("cus_demo_ada");
    assertThat(bundle.path("subscription").asText()).isEqualTo("sub_demo_ada");
    assertThat(bundle.path("timestamp").asText()).isEqualTo(Long.toString(TIME));
    assertThat(bundle.path("signature").asText())
        .isEqualTo("2988f0d48a156ffe860a0b4d0052fd9598d27a3f649cccdf6617744f1c61233f");
  }

  @Test
  void portalAndWallAreSignedWithoutTheSubscription() throws Exception {
    JsonNode bundle = json.readTree(get("/sign?as=ada&surface=portal").body());
    assertThat(bundle.has("subscription")).isFalse();
    assertThat(bundle.path("signature").asText())
        .isEqualTo("e44ae3759fb4619c1e1eacbf431391d88c3abaedee46040079f9502137035ee3");
  }

  @Test
  void eachOfTheFourMaySignIn() throws Exception {
    for (String who : new String[] {"ada", "grace", "linus", "new"}) {
      HttpResponse<String> page = get("/?as=" + who);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("data-shop-as=\"" + who + "\"").contains("sub_demo_" + who);
    }
  }

  @Test
  void theCookieRemembersWhoSignedIn() throws Exception {
    String cookie = get("/?as=grace").headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
    HttpResponse<String> page =
        browser.send(
            HttpRequest.newBuilder(uri("/")).header("Cookie", cookie.split(";")[0]).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(page.body()).contains("cus_demo_grace");
  }

  @Test
  void thePolicyAllowsBackstopAndNothingInline() throws Exception {
    HttpResponse<String> page = get("/");
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'")
        .contains("script-src 'self' " + host())
        .contains("frame-src " + host())
        .contains("connect-src 'self' " + host())
        .doesNotContain("unsafe");
    assertThat(page.body())
        .doesNotContain(SECRET)
        .doesNotContain("style=")
        .doesNotContain("{{")
        .doesNotContain("onclick");
  }

  @Test
  void theRedirectVariantSendsTheBrowserToBackstop() throws Exception {
    HttpResponse<String> answered = post("/open?as=linus&surface=cancel");
    assertThat(answered.statusCode()).isEqualTo(303);
    assertThat(answered.headers().firstValue("Location"))
        .contains("http://127.0.0.1:1/cancel/TOKEN");
    assertThat(asked.get()).startsWith("/api/embed/cancel ");
    JsonNode sent = json.readTree(asked.get().substring("/api/embed/cancel ".length()));
    assertThat(sent.path("return_url").asText())
        .isEqualTo("http://localhost:" + shop.port() + "/back");
    assertThat(sent.path("signature").asText())
        .isEqualTo(
            new EmbedSignature(SECRET)
                .sign("cus_demo_linus", "sub_demo_linus", Long.toString(TIME)));
  }

  @Test
  void theRedirectVariantOpensThePortalToo() throws Exception {
    post("/open?as=linus&surface=portal");
    assertThat(asked.get()).startsWith("/api/embed/portal ").doesNotContain("sub_demo_linus");
  }

  @Test
  void whoOwesNothingIsNotSentToTheWall() throws Exception {
    answer = "{\"current\":true}";
    HttpResponse<String> answered = post("/open?as=ada&surface=payment-wall");
    assertThat(asked.get()).startsWith("/api/embed/payment-wall ");
    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(answered.body()).contains("data-shop-event=\"current\"");
  }

  @Test
  void theFrameOfItsOwnNeedsNoScriptOfBackstops() throws Exception {
    HttpResponse<String> page = get("/frame?as=grace");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("data-shop-as=\"grace\"")
        .doesNotContain("embed.js")
        .doesNotContain("{{");
  }

  @Test
  void backstopsRefusalIsShownAndEscaped() throws Exception {
    status = 404;
    answer = "{\"error\":{\"type\":\"customer_not_found\",\"message\":\"<img src=x>\"}}";
    HttpResponse<String> answered = post("/open?as=ada&surface=cancel");
    assertThat(answered.statusCode()).isEqualTo(502);
    assertThat(answered.body())
        .contains("data-shop-event=\"error\"")
        .contains("customer_not_found: &lt;img src=x&gt;");
  }

  @Test
  void aSignedReturnIsShown() throws Exception {
    String signature = new EmbedSignature(SECRET).sign("cs_1", "saved", Long.toString(TIME));
    HttpResponse<String> page = get(back("saved", signature));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("data-shop-event=\"saved\"")
        .contains("data-shop-session=\"cs_1\"");
  }

  @Test
  void aForgedReturnIsRefused() throws Exception {
    String signature = new EmbedSignature(SECRET).sign("cs_1", "saved", Long.toString(TIME));
    HttpResponse<String> page = get(back("cancelled", signature));
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("data-shop-event=\"forged\"")
        .doesNotContain("data-shop-event=\"cancelled\"");
  }

  @Test
  void aParameterGivenTwiceIsRefused() throws Exception {
    String signature = new EmbedSignature(SECRET).sign("cs_1", "saved", Long.toString(TIME));
    assertThat(get(back("saved", signature) + "&backstop_outcome=cancelled").statusCode())
        .isEqualTo(400);
  }

  @Test
  void thePlanIsShownAsStripeHasIt() throws Exception {
    answer =
        "{\"status\":\"active\",\"cancel_at_period_end\":true,\"cancel_at\":1796083200,"
            + "\"items\":{\"data\":[{\"current_period_end\":1796083200,\"price\":{"
            + "\"unit_amount\":4950,\"recurring\":{\"interval\":\"month\"}}}]}}";
    try (AcmeShop reading = shop(Optional.of(new StripeAccess(URI.create(host()), "sk_test_x")))) {
      String page =
          browser
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + reading.port())).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      assertThat(asked.get()).startsWith("/v1/subscriptions/sub_demo_ada");
      assertThat(page)
          .contains("data-shop-status=\"Ends soon\"")
          .contains("$49.50 a month")
          .contains("Access ends on December 1, 2026");
    }
  }

  @Test
  void unknownPathsAndMethodsAreRefused() throws Exception {
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/open").statusCode()).isEqualTo(405);
    assertThat(post("/sign").statusCode()).isEqualTo(405);
  }

  private AcmeShop shop(Optional<StripeAccess> stripe) throws Exception {
    return AcmeShop.start(
        new ShopOptions(
            0,
            URI.create(host()),
            "acme",
            SECRET,
            stripe,
            Clock.fixed(Instant.ofEpochSecond(TIME), ZoneOffset.UTC)));
  }

  private String host() {
    return "http://127.0.0.1:" + backstop.getAddress().getPort();
  }

  private String back(String outcome, String signature) {
    return "/back?backstop_outcome="
        + outcome
        + "&backstop_session=cs_1&backstop_timestamp="
        + TIME
        + "&backstop_signature="
        + signature;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + shop.port() + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
