package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.corpus.EmbedRecipe;
import io.backstop.corpus.EmbedRecipe.Call;
import io.backstop.corpus.FixtureSecrets;
import io.backstop.it.Merchant.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every line of the corpus that is one call, sent byte for byte to the WAR on Payara Micro and to
 * the EAR on WildFly; then the lines that are sequences. Lines that need a standing clock are
 * judged in process, by {@code EmbedCorpusTest}.
 */
@ExtendWith(StageExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbedCorpusIT {

  /**
   * Sequences with a test of their own here; what the others need is said in {@link
   * #everyLineIsSent}.
   */
  private static final Set<String> SEQUENCES =
      Set.of(
          "rollout-flag-flipped-wall",
          "replay-same-bundle-twice-cancel",
          "replay-200-concurrent-cancel",
          "replay-same-bundle-twice-portal",
          "replay-same-bundle-twice-wall",
          "replay-after-declined-offer-saved",
          "rot-revoke-now",
          "rot-during-load",
          "oracle-other-workspace-customer-vs-none",
          "rate-xff-spoof");

  /**
   * A comparison of times, which no test asserts; the verifier compares in constant time by design.
   */
  private static final Set<String> TIMINGS = Set.of("oracle-timing-signature-prefix");

  /** Answered by the server before any application sees it: a status, but not our body. */
  private static final Set<String> BY_THE_SERVER = Set.of("http-method-trace");

  private final Stage stage;
  private CorpusFixtures fixtures;

  EmbedCorpusIT(Stage stage) {
    this.stage = stage;
  }

  @BeforeAll
  void theCorpusFixtures() throws SQLException {
    fixtures = new CorpusFixtures(stage);
    fixtures.lay();
  }

  @TestFactory
  Stream<DynamicTest> onPayaraMicro() {
    return lines(stage.backstop());
  }

  @TestFactory
  Stream<DynamicTest> onWildFly() {
    URI wildfly = stage.wildfly();
    fixtures.awaitKnown(wildfly);
    return lines(wildfly);
  }

  private Stream<DynamicTest> lines(URI node) {
    return EmbedRecipe.all().stream()
        .filter(line -> !line.sequence() && !line.frozen())
        .map(line -> DynamicTest.dynamicTest(line.name(), () -> judge(node, line)));
  }

  private void judge(URI node, EmbedRecipe line) throws SQLException {
    long links = fixtures.links();
    EmbedRecipe.Call call = line.call(Instant.now(), FixtureSecrets.ALL);
    Answer answer = RawHttp.send(node, call);
    assertThat(answer.status()).as(answer.body()).isIn(line.statuses());
    if (answer.status() >= 400
        && !line.errorTypes().isEmpty()
        && !BY_THE_SERVER.contains(line.name())) {
      assertThat(answer.json().at("/error/type").asText()).isIn(line.errorTypes());
    }
    for (String invariant : line.invariants()) {
      if (!(invariant.equals("no_acao_header") && call.method().equals("OPTIONS"))) {
        hold(invariant, node, answer, links);
      }
    }
  }

  private void hold(String invariant, URI node, Answer answer, long linksBefore)
      throws SQLException {
    switch (invariant) {
      case "no_token_minted" -> assertThat(fixtures.links()).isEqualTo(linksBefore);
      case "no_stripe_write" -> assertThat(fixtures.stripeWrites()).isZero();
      case "no_secret_or_input_echo" ->
          assertThat(answer.body()).doesNotContain("bs_corpus_", "cus_", "sub_", "<script");
      case "token_url_returned" ->
          assertThat(answer.json().path("url").asText()).matches("http.+/[A-Za-z0-9_-]{43}");
      case "url_on_expected_host" ->
          assertThat(answer.json().path("url").asText()).startsWith(node.toString());
      case "token_scope=portal" ->
          assertThat(answer.json().path("url").asText()).contains("/portal/");
      case "status=current" -> assertThat(answer.json().path("current").asBoolean()).isTrue();
      case "no_acao_header" -> assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
      case "acao=https://app.acme.test" ->
          assertThat(answer.header("Access-Control-Allow-Origin"))
              .isEqualTo("https://app.acme.test");
      case "vary_origin" -> assertThat(answer.header("Vary")).contains("Origin");
      case "no_acac" -> assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
      case "content-type=application/json" ->
          assertThat(answer.header("Content-Type")).startsWith("application/json");
      case "cache-control=no-store" ->
          assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      case "no_stack_trace" -> assertThat(answer.body()).doesNotContain("at io.backstop");
      case "ttl_le_900s" -> {
        if (!answer.json().path("current").asBoolean()) {
          assertThat(Instant.parse(answer.json().path("expires_at").asText()))
              .isBefore(Instant.now().plusSeconds(901));
        }
      }
      case "session_assurance=unsigned", "audit_event=embed.unsigned" ->
          assertThat(fixtures.unsignedLinks()).isPositive();
      case "then_GET_portal_path_with_cancel_token=404" ->
          assertThat(visit(answer, "/cancel/", "/portal/").status()).isEqualTo(404);
      case "then_POST_cancel_confirm_with_portal_token=404" ->
          assertThat(visit(answer, "/portal/", "/cancel/").status()).isEqualTo(404);
      case "if_200_token_for=alice" -> {
        if (answer.status() == 200) {
          assertThat(fixtures.customerOf(answer.json().path("url").asText()))
              .isEqualTo("cus_AcmeAlice0001");
        }
      }
      case "workspace_flags_unchanged" ->
          assertThat(
                  RawHttp.send(
                          node,
                          EmbedRecipe.named("http-problem-headers")
                              .call(Instant.now(), FixtureSecrets.ALL))
                      .status())
              .isEqualTo(401);
      case "token_ttl_is_default" ->
          assertThat(Instant.parse(answer.json().path("expires_at").asText()))
              .isBetween(
                  Instant.now().plus(Duration.ofDays(399)),
                  Instant.now().plus(Duration.ofDays(400)));
      // The flag is flipped, and the confirmation sent, by
      // theRequiredSignatureFlagIsInForceOnEveryNodeWithinTwoSeconds.
      case "after_flip_confirm=401_or_410" -> assertThat(answer.status()).isEqualTo(200);
      default -> throw new IllegalArgumentException("an invariant nobody checks: " + invariant);
    }
  }

  private static Answer visit(Answer minted, String path, String otherPath) {
    String url = minted.json().path("url").asText();
    return Visitor.follows(URI.create(url.replace(path, otherPath))).page();
  }

  @Test
  void everyLineIsSent() {
    Set<String> sequences = new HashSet<>();
    for (EmbedRecipe line : EmbedRecipe.all()) {
      if (line.sequence()) {
        sequences.add(line.name());
      }
    }
    sequences.removeAll(TIMINGS);
    assertThat(sequences).isEqualTo(SEQUENCES);
    assertThat(EmbedRecipe.all()).hasSize(196);
  }

  private Answer send(String line, Instant now) {
    return RawHttp.send(stage.backstop(), EmbedRecipe.named(line).call(now, FixtureSecrets.ALL));
  }

  @Test
  void theSameBundleTwiceIsOneSession() throws SQLException {
    for (String line : List.of("ok-cancel", "ok-portal", "ok-wall")) {
      Instant now = Instant.now().minusSeconds(40);
      Answer first = send(line, now);
      long links = fixtures.links();
      Answer second = send(line, now);
      assertThat(second.json().path("url").asText())
          .as(line)
          .isNotEmpty()
          .isEqualTo(first.json().path("url").asText());
      assertThat(fixtures.links()).isEqualTo(links);
    }
  }

  @Test
  void twoHundredTimesTheSameBundleOverTwoNodesIsOneSession() throws Exception {
    Instant now = Instant.now().minusSeconds(250);
    EmbedRecipe.Call call = EmbedRecipe.named("ok-cancel").call(now, FixtureSecrets.ALL);
    long links = fixtures.links();
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      URI node = i % 2 == 0 ? stage.backstop() : stage.otherNode();
      calls.add(() -> RawHttp.send(node, call));
    }
    ExecutorService pool = Executors.newFixedThreadPool(50);
    Set<String> tokens = new HashSet<>();
    try {
      for (Future<Answer> answer : pool.invokeAll(calls)) {
        assertThat(answer.get().status()).isEqualTo(200);
        String url = answer.get().json().path("url").asText();
        tokens.add(url.substring(url.lastIndexOf('/')));
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(tokens).hasSize(1);
    assertThat(fixtures.links()).isEqualTo(links + 1);
  }

  @Test
  void theBundleOfAnEndedSessionIsUsed() {
    Merchant merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
    String bundle = merchant.bundle("cus_ada", "sub_ada").toString();
    JsonNode minted = Merchant.post(stage.backstop(), "cancel", bundle, Map.of()).json();
    Visitor.follows(URI.create(minted.path("url").asText()))
        .press("continue", "reason", "too_expensive")
        .press("accept-offer");
    Answer again = Merchant.post(stage.backstop(), "cancel", bundle, Map.of());
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().at("/error/type").asText()).isEqualTo("bundle_already_used");
  }

  @Test
  void theRequiredSignatureFlagIsInForceOnEveryNodeWithinTwoSeconds() {
    Merchant merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
    String unsigned = merchant.unsigned("cus_ada", "sub_ada").toString();
    Answer minted = Merchant.post(stage.backstop(), "cancel", unsigned, Map.of());
    assertThat(minted.status()).isEqualTo(200);
    URI link = URI.create(minted.json().path("url").asText());
    Visitor visitor = Visitor.follows(link).press("cancel-anyway");

    merchant.set("embed.require-signature", "true");
    for (URI node : List.of(stage.backstop(), stage.otherNode())) {
      InForce.await(
          "the flag on " + node,
          () -> Merchant.post(node, "cancel", unsigned, Map.of()).status() == 401);
    }
    Map<String, String> form = visitor.hidden();
    form.put("action", "confirm-cancel");
    assertThat(visitor.post(link, form).status()).isIn(401, 410);
    assertThat(
            merchant
                .sandbox("GET", "/v1/subscriptions/sub_ada", null)
                .path("cancel_at_period_end")
                .asBoolean())
        .isFalse();
  }

  @Test
  void aRotationRefusesNobodyDuringItsOverlapAndTheOldSecretAfterwards() {
    Merchant merchant = Merchant.open(stage, Map.of("embed.calls-per-second", "100000"));
    merchant.stripeHas(Customers.MONTHLY);
    String old = merchant.secret();
    String fresh = old + "_new";
    merchant.set("embed.previous-secret", old);
    merchant.set("embed.secret", fresh);
    Instant end = Instant.now().plusSeconds(5);
    int seen = 0;
    boolean newIsTaken = false;
    while (Instant.now().isBefore(end)) {
      for (URI node : List.of(stage.backstop(), stage.otherNode())) {
        assertThat(portal(node, merchant, old, ++seen).status()).isEqualTo(200);
        newIsTaken = portal(node, merchant, fresh, ++seen).status() == 200;
      }
    }
    assertThat(newIsTaken).isTrue();
    merchant.set("embed.previous-secret", "");
    InForce.await(
        "the end of the overlap", () -> portal(stage.backstop(), merchant, old, 1).status() == 401);
  }

  private static Answer portal(URI node, Merchant merchant, String secret, int number) {
    long timestamp = Instant.now().getEpochSecond() - number % 200;
    String body =
        merchant
            .unsigned("cus_ada", null)
            .put("timestamp", timestamp)
            .put("signature", Merchant.hmac(secret, "cus_ada\n" + timestamp))
            .toString();
    return Merchant.post(node, "portal", body, Map.of());
  }

  @Test
  void anotherWorkspacesCustomerReadsLikeNone() {
    Answer foreign = send("own-customer-of-other-workspace", Instant.now());
    Answer unknown = send("own-unknown-customer-portal", Instant.now());
    assertThat(foreign.status()).isEqualTo(unknown.status());
    assertThat(foreign.headers().keySet()).isEqualTo(unknown.headers().keySet());
    assertThat(withoutId(foreign.body())).isEqualTo(withoutId(unknown.body()));
  }

  private static String withoutId(String body) {
    return body.replaceAll("req_[0-9a-z]+", "req");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, portal, application/json, '{}', 400",
    "POST, portal, text/plain, '{}', 415",
    "GET, portal, application/json, '', 405",
    "POST, nowhere, application/json, '{}', 404",
    "OPTIONS, nowhere, application/json, '', 404"
  })
  void whoNamesTwoOriginsIsStillToldWhatIsWrong(
      String method, String surface, String type, String body, int status) {
    Answer answer =
        RawHttp.send(
            stage.backstop(),
            new Call(
                method,
                "/api/embed/" + surface,
                Map.of(
                    "Content-Type", List.of(type),
                    "Origin", List.of("https://a.test", "https://b.test")),
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ZERO));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void sixtyWhoseBodiesComeAfterTheirHeadersAreAllAnswered() throws IOException {
    Merchant merchant = Merchant.open(stage, Map.of("embed.calls-per-second", "1000"));
    merchant.stripeHas(Customers.MONTHLY);
    merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
    List<RawHttp.Begun> begun = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) {
        String bundle = merchant.bundle("cus_ada", "sub_ada").toString();
        begun.add(RawHttp.begin(stage.backstop(), "/api/embed/cancel", bundle));
      }
      begun.forEach(RawHttp.Begun::finish);
      assertThat(begun).allMatch(each -> each.answer().status() == 200);
    } finally {
      begun.forEach(RawHttp.Begun::close);
    }
  }

  @Test
  void whoeverSendsNothingMoreKeepsNobodyFromBeingAnswered() throws IOException {
    Merchant merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
    List<RawHttp.Begun> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 120; i++) {
        silent.add(RawHttp.begin(stage.backstop(), "/api/embed/cancel", "{}"));
      }
      byte[] bundle =
          merchant.bundle("cus_ada", "sub_ada").toString().getBytes(StandardCharsets.UTF_8);
      Map<String, List<String>> type = Map.of("Content-Type", List.of("application/json"));
      Call whole = new Call("POST", "/api/embed/cancel", type, bundle, Duration.ZERO);
      assertThat(RawHttp.send(stage.backstop(), whole).status()).isEqualTo(200);
    } finally {
      silent.forEach(RawHttp.Begun::close);
    }
  }

  @Test
  void aSpoofedForwardedAddressDoesNotEscapeTheLimit() {
    Merchant merchant = Merchant.open(stage, Map.of("embed.refusals-per-minute", "61"));
    String wrong = merchant.bundle("cus_ada", null).put("signature", "0".repeat(64)).toString();
    Answer last = null;
    for (int i = 0; i < 200; i++) {
      last =
          Merchant.post(
              stage.backstop(), "portal", wrong, Map.of("X-Forwarded-For", "203.0.113." + i));
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isNotEmpty();
    assertThat(last.json().at("/error/type").asText()).isEqualTo("rate_limit_exceeded");
  }
}
