package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.it.Merchant.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hosted links as a browser without script, a scanner, a second tab and an attacker meet them. */
@ExtendWith(StageExtension.class)
class HostedLinkIT {

  private final Stage stage;
  private Merchant merchant;
  private URI link;

  HostedLinkIT(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void aCustomerWithALink() {
    merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
    link = merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
  }

  /** The changes that Stripe was asked for, replays of an idempotency key left out. */
  private List<JsonNode> stripeWrites() {
    JsonNode requests = merchant.sandbox("GET", "/_sandbox/requests", null);
    JsonNode list = requests.isArray() ? requests : requests.path("requests");
    return StreamSupport.stream(list.spliterator(), false)
        .filter(r -> r.path("path").asText().startsWith("/v1/subscriptions"))
        .filter(r -> !r.path("method").asText().equals("GET"))
        .filter(r -> !r.path("replayed").asBoolean())
        .toList();
  }

  private Visitor atConfirm(URI address) {
    return Visitor.follows(address).press("cancel-anyway");
  }

  private long rows(String query) throws SQLException {
    try (Connection connection = stage.database();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void openingAndReloadingSpendsNothing() {
    for (int i = 0; i < 5; i++) {
      assertThat(Visitor.follows(link).step()).isEqualTo("survey");
    }
    Answer head =
        Merchant.send(
            HttpRequest.newBuilder(link)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(head.status()).isEqualTo(200);
    assertThat(stripeWrites()).isEmpty();
  }

  @Test
  void cancellingTakesTwoStepsAndSpendsTheLink() {
    Visitor visitor = atConfirm(link);
    assertThat(visitor.step()).isEqualTo("confirm");
    visitor.press("confirm-cancel");
    assertThat(visitor.page().status()).isEqualTo(200);
    assertThat(visitor.step()).isEqualTo("done");
    assertThat(visitor.outcome()).isEqualTo("cancelled");
    assertThat(stripeWrites()).hasSize(1);
    JsonNode subscription = merchant.sandbox("GET", "/v1/subscriptions/sub_ada", null);
    assertThat(subscription.path("cancel_at_period_end").asBoolean()).isTrue();

    Answer reloaded = Visitor.follows(link).page();
    assertThat(reloaded.status()).isEqualTo(410);
  }

  @Test
  void acceptingTheOfferLeavesOneDiscount() {
    Visitor visitor = Visitor.follows(link).press("continue", "reason", "too_expensive");
    assertThat(visitor.step()).isEqualTo("offer");
    visitor.press("accept-offer");
    assertThat(visitor.outcome()).isEqualTo("saved");
    JsonNode subscription = merchant.sandbox("GET", "/v1/subscriptions/sub_ada", null);
    assertThat(subscription.path("discounts")).hasSize(1);
    assertThat(subscription.path("cancel_at_period_end").asBoolean()).isFalse();
  }

  @Test
  void theLastFormSentTwiceShowsTheSameEndingAndWritesNothing() {
    Visitor visitor = atConfirm(link);
    Map<String, String> form = visitor.hidden();
    form.put("action", "confirm-cancel");
    Answer first = visitor.send(form);
    Answer second = visitor.send(form);
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isIn(200, 409, 410);
    assertThat(stripeWrites()).hasSize(1);
  }

  @Test
  void confirmingBeforeTheConfirmStepIsRefused() {
    Visitor visitor = Visitor.follows(link);
    Map<String, String> form = visitor.hidden();
    form.put("action", "confirm-cancel");
    Answer answer = visitor.post(link, form);
    assertThat(answer.status()).isIn(400, 409);
    assertThat(stripeWrites()).isEmpty();
  }

  @Test
  void sixtyFourConfirmationsOverTwoNodesHaveOneEffect() throws Exception {
    URI sameOnOtherNode = stage.otherNode().resolve(link.getPath());
    Visitor visitor = atConfirm(link);
    Map<String, String> form = visitor.hidden();
    form.put("action", "confirm-cancel");
    CyclicBarrier together = new CyclicBarrier(64);
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      URI address = i % 2 == 0 ? link : sameOnOtherNode;
      calls.add(
          () -> {
            together.await();
            return visitor.post(address, form).status();
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(64);
    try {
      for (Future<Integer> status : pool.invokeAll(calls)) {
        assertThat(status.get()).isIn(200, 303, 409, 410);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(stripeWrites()).hasSize(1);
    String mine = " WHERE workspace_id = '" + merchant.slug() + "'";
    assertThat(rows("SELECT count(*) FROM billing_attempt" + mine)).isEqualTo(1);
    assertThat(rows("SELECT count(*) FROM outcome" + mine)).isEqualTo(1);
  }

  @Test
  void aFormOfAnotherSiteIsRefused() {
    Visitor visitor = atConfirm(link).with("Sec-Fetch-Site", "cross-site");
    Map<String, String> form = visitor.hidden();
    form.put("action", "confirm-cancel");
    assertThat(visitor.post(link, form).status()).isEqualTo(403);
    form.remove("key");
    assertThat(atConfirm(link).post(link, form).status()).isIn(400, 403);
    assertThat(stripeWrites()).isEmpty();
  }

  @Test
  void aSandboxedFramesFormIsRefusedAndOurOwnWithNullOriginIsNot() {
    Visitor stranger = atConfirm(link).with("Origin", "null");
    Map<String, String> form = stranger.hidden();
    form.put("action", "confirm-cancel");
    assertThat(stranger.post(link, form).status()).isEqualTo(403);
    assertThat(stripeWrites()).isEmpty();
    Visitor own = atConfirm(link).with("Origin", "null").with("Sec-Fetch-Site", "same-origin");
    assertThat(own.post(link, form).status()).isIn(200, 303);
    assertThat(stripeWrites()).hasSize(1);
  }

  @Test
  void noSubPathConfirms() {
    Answer answer = Visitor.follows(URI.create(link + "/confirm")).page();
    assertThat(answer.status()).isIn(404, 405);
    assertThat(stripeWrites()).isEmpty();
  }

  @Test
  void everyDeadTokenGetsTheSamePage() throws SQLException {
    String token = link.getPath().substring("/cancel/".length());
    URI base = stage.backstop();
    List<String> dead =
        List.of(
            "/cancel/" + "A".repeat(43),
            "/cancel/a",
            "/cancel/" + "a".repeat(4096),
            "/cancel/" + swapCase(token),
            "/cancel/" + token.substring(0, 42),
            "/cancel/" + token.substring(0, 42) + nonCanonical(token.charAt(42)),
            "/cancel/%27%20or%201=1--",
            "/portal/" + token,
            "/wall/" + token);
    String page = null;
    for (String path : dead) {
      Answer answer = Visitor.follows(base.resolve(path)).page();
      assertThat(answer.status()).as(path).isIn(404, 410);
      assertThat(answer.header("Cache-Control")).contains("no-store");
      page = page == null ? answer.body() : page;
      assertThat(withoutNonce(answer.body())).as(path).isEqualTo(withoutNonce(page));
    }
    for (String death : List.of("expires_at = now() - interval '1 second'", "revoked_at = now()")) {
      URI other = merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
      try (Connection connection = stage.database();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "UPDATE hosted_link SET "
                + death
                + " WHERE workspace_id = '"
                + merchant.slug()
                + "' AND minted_at = (SELECT max(minted_at) FROM hosted_link WHERE workspace_id = '"
                + merchant.slug()
                + "')");
      }
      Answer answer = Visitor.follows(other).page();
      assertThat(answer.status()).isEqualTo(410);
      assertThat(withoutNonce(answer.body())).isEqualTo(withoutNonce(page));
    }
  }

  private static String swapCase(String text) {
    StringBuilder swapped = new StringBuilder();
    for (char c : text.toCharArray()) {
      swapped.append(
          Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return swapped.toString();
  }

  /**
   * 256 bits end on a character whose last two bits are zero; the next one in the alphabet is not.
   */
  private static char nonCanonical(char last) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return alphabet.charAt(alphabet.indexOf(last) + 1);
  }

  private static String withoutNonce(String page) {
    return page.replaceAll("nonce=\"[^\"]*\"", "");
  }

  @Test
  void aPrefetchSpendsAndOpensNothing() throws SQLException {
    Answer answer =
        Merchant.send(
            HttpRequest.newBuilder(link).header("Sec-Purpose", "prefetch;prerender").build());
    assertThat(answer.status()).isIn(200, 503);
    assertThat(
            rows(
                "SELECT count(*) FROM hosted_link WHERE opened_at IS NOT NULL AND workspace_id = '"
                    + merchant.slug()
                    + "'"))
        .isZero();
  }

  @Test
  void headersKeepTheLinkToItself() {
    Answer plain = Visitor.follows(link).page();
    assertThat(plain.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(plain.header("Cache-Control")).contains("no-store");
    assertThat(plain.header("Content-Security-Policy"))
        .contains("frame-ancestors 'none'")
        .contains("'nonce-");
    assertThat(plain.header("Set-Cookie")).isEmpty();
    assertThat(plain.header("X-Frame-Options")).isEmpty();
    assertThat(plain.header("Server")).isEmpty();
    assertThat(plain.body()).contains("@acme.example").doesNotContain("ada@acme.example");
  }

  @Test
  void onlyTheOpenerAndTheListedOriginsMayFrame() {
    merchant = Merchant.open(stage, Map.of("embed.allowed-origins", "https://app.one.test"));
    merchant.stripeHas(Customers.MONTHLY);
    Answer minted =
        Merchant.post(
            stage.backstop(),
            "cancel",
            merchant.bundle("cus_ada", "sub_ada").toString(),
            Map.of("Origin", "https://app.one.test"));
    URI url = URI.create(minted.json().path("url").asText());
    Answer framed = Visitor.follows(URI.create(url + "?embed=modal")).page();
    assertThat(framed.header("Content-Security-Policy"))
        .contains("frame-ancestors https://app.one.test");
    Answer top = Visitor.follows(url).page();
    assertThat(top.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
  }

  @Test
  void noTokenStandsInTheDatabaseOrInALog() throws Exception {
    atConfirm(link).press("confirm-cancel");
    String token = link.getPath().substring("/cancel/".length());
    try (Connection connection = stage.database();
        Statement statement = connection.createStatement();
        var tables =
            connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        String table = tables.getString("TABLE_NAME");
        try (var row =
            statement.executeQuery(
                "SELECT count(*) FROM " + table + " t WHERE t::text LIKE '%" + token + "%'")) {
          row.next();
          assertThat(row.getLong(1)).as(table).isZero();
        }
      }
    }
    for (Path log : stage.logs()) {
      assertThat(read(log)).doesNotContain(token).doesNotContain(merchant.secret());
    }
  }

  private static String read(Path log) throws IOException {
    return new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void aRevokedLinkAndAConfirmationEndInAllOrNothing() throws Exception {
    Visitor visitor = atConfirm(link);
    Map<String, String> form = visitor.hidden();
    form.put("action", "confirm-cancel");
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> confirmed =
          pool.submit(
              () -> {
                together.await();
                return visitor.post(link, form).status();
              });
      Future<Integer> revoked =
          pool.submit(
              () -> {
                together.await();
                try (Connection connection = stage.database();
                    Statement statement = connection.createStatement()) {
                  return statement.executeUpdate(
                      "UPDATE hosted_link SET revoked_at = now() WHERE workspace_id = '"
                          + merchant.slug()
                          + "' AND spent_at IS NULL");
                }
              });
      boolean wasRevokedFirst = revoked.get() == 1;
      assertThat(confirmed.get()).isIn(200, 303, 409, 410);
      assertThat(stripeWrites()).hasSize(wasRevokedFirst ? 0 : 1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void stripeFailingKeepsTheWayOutOpen() {
    Visitor visitor = atConfirm(link);
    merchant.sandbox(
        "POST",
        "/_sandbox/faults",
        "{\"match\": \"POST /v1/subscriptions/*\", \"fault\": \"500\", \"times\": 1}");
    visitor.press("confirm-cancel");
    assertThat(visitor.step()).isEqualTo("pending");
    assertThat(visitor.outcome()).isEqualTo("cancelled");
    Awaitility.await("the sweeper")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                merchant
                    .sandbox("GET", "/v1/subscriptions/sub_ada", null)
                    .path("cancel_at_period_end")
                    .asBoolean());
  }
}
