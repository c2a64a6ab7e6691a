package io.backstop.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.backstop.billing.BillingGateway.Answer;
import io.backstop.billing.BillingGateway.Done;
import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.billing.BillingGateway.Reach;
import io.backstop.billing.BillingGateway.Refused;
import io.backstop.billing.BillingGateway.Unclear;
import io.backstop.billing.BillingUnavailable;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.CancelSettings;
import io.backstop.workspace.Workspace.CancelTiming;
import io.backstop.workspace.Workspace.EmbedSettings;
import io.backstop.workspace.Workspace.LinkLifetimes;
import io.backstop.workspace.Workspace.StripeSettings;
import io.backstop.workspace.Workspace.Theme;
import io.backstop.workspace.Workspace.WallSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what the gateway makes of whatever comes back. */
class StripeGatewayTest {

  private static final String KEY = "sk_test_not_to_be_seen";
  private static final FrozenRequest UPDATE =
      new FrozenRequest(
          "POST",
          "/v1/subscriptions/sub_1",
          "metadata[backstop_attempt]=att_1&comment=tr%C3%A8s+bon");

  private record Heard(String method, String uri, String body, Map<String, List<String>> headers) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  private record Reply(int status, String body, Map<String, String> headers) {}

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final StripeGateway gateway = new StripeGateway(Clock.systemUTC(), 500, 500);
  private HttpServer server;
  private Workspace workspace;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    workspace =
        workspace(
            Optional.of(KEY),
            Optional.of("acct_connected"),
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    heard.add(
        new Heard(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            body,
            Map.copyOf(exchange.getRequestHeaders())));
    Reply reply = replies.poll();
    if (reply == null) {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Request-Id", "req_test");
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void reply(int status, String body) {
    replies.add(new Reply(status, body, Map.of()));
  }

  private static String error(String type, String code) {
    return "{\"error\": {\"type\": \"%s\", \"code\": \"%s\", \"message\": \"about ada@acme.example\"}}"
        .formatted(type, code);
  }

  private Answer perform() {
    return gateway.perform(workspace, UPDATE, "att_1");
  }

  @Test
  void whatIsFrozenIsSentAsItIs() {
    reply(200, "{\"id\": \"x\", \"object\": \"coupon\"}");

    assertThat(perform()).isEqualTo(new Done(Optional.empty(), Optional.of("req_test")));

    Heard sent = heard.get(0);
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.uri()).isEqualTo("/v1/subscriptions/sub_1");
    assertThat(sent.body()).isEqualTo(UPDATE.form());
    assertThat(sent.header("Idempotency-key")).isEqualTo("att_1");
    assertThat(sent.header("Stripe-version")).isEqualTo("2026-07-29.dahlia");
    assertThat(sent.header("Stripe-account")).isEqualTo("acct_connected");
    assertThat(sent.header("Authorization")).isEqualTo("Bearer " + KEY);
  }

  @Test
  void aDeleteCarriesItsParametersInTheQueryAndItsKeyToo() {
    reply(200, "{\"id\": \"x\", \"object\": \"coupon\"}");

    gateway.perform(
        workspace,
        new FrozenRequest("DELETE", "/v1/subscriptions/sub_1?invoice_now=false", ""),
        "att_2");

    assertThat(heard.get(0).method()).isEqualTo("DELETE");
    assertThat(heard.get(0).uri()).isEqualTo("/v1/subscriptions/sub_1?invoice_now=false");
    assertThat(heard.get(0).header("Idempotency-key")).isEqualTo("att_2");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 404})
  void whatStripeHasJudgedIsRefused(int status) {
    reply(status, error("invalid_request_error", "some_code"));
    assertThat(perform()).isEqualTo(new Refused(status, "some_code", Optional.of("req_test")));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 500, 502, 503})
  void whatSaysNothingOfTheOrderIsUnclearAndNotTriedAtOnce(int status) {
    reply(status, error("api_error", "x"));
    assertThat(perform())
        .isInstanceOfSatisfying(
            Unclear.class,
            unclear -> {
              assertThat(unclear.stored()).isFalse();
              assertThat(unclear.retryAfter()).isEmpty();
            });
  }

  @Test
  void aReplayedFailureSaysThatTheKeyCanDoNoMore() {
    replies.add(new Reply(500, error("api_error", "x"), Map.of("Idempotent-Replayed", "true")));
    assertThat(perform())
        .isInstanceOfSatisfying(Unclear.class, unclear -> assertThat(unclear.stored()).isTrue());
  }

  @Test
  void aReplayedSuccessTellsHowItWasAndNotHowItIs() {
    String then = "{\"id\": \"sub_1\", \"object\": \"subscription\"}";
    replies.add(new Reply(200, then, Map.of("Idempotent-Replayed", "true")));

    assertThat(perform()).isEqualTo(new Done(Optional.empty(), Optional.of("req_test")));
  }

  @Test
  @Timeout(10)
  void whoeverIsAskedSoonIsNotAskedTwiceAndGivesUpBeforeThePageDoes() {
    StripeGateway shipped = new StripeGateway(Clock.systemUTC());

    assertThatExceptionOfType(BillingUnavailable.class)
        .isThrownBy(() -> shipped.soon().read(workspace, new SubscriptionId("sub_1")));

    assertThat(heard).hasSize(1);
  }

  @Test
  void aKeyUsedForSomethingElseCanDoNoMore() {
    reply(400, error("idempotency_error", "x"));
    assertThat(perform())
        .isInstanceOfSatisfying(Unclear.class, unclear -> assertThat(unclear.stored()).isTrue());
  }

  @Test
  void aRequestStillRunningIsAskedForAgainAfterAMoment() {
    reply(409, error("idempotency_error", "idempotency_key_in_use"));
    assertThat(perform())
        .isInstanceOfSatisfying(
            Unclear.class,
            unclear -> assertThat(unclear.retryAfter()).contains(Duration.ofMillis(500)));
  }

  @Test
  void aShortRateLimitIsWaitedForAndALongOneIsNot() {
    replies.add(
        new Reply(429, error("invalid_request_error", "rate_limit"), Map.of("Retry-After", "2")));
    replies.add(
        new Reply(429, error("invalid_request_error", "rate_limit"), Map.of("Retry-After", "60")));
    assertThat(((Unclear) perform()).retryAfter()).contains(Duration.ofSeconds(2));
    assertThat(((Unclear) perform()).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Bad gateway</html>", "[]", "{\"error\": \"odd\"}", "{}"})
  void whatIsNotStripesErrorIsUnclear(String body) {
    reply(502, body);
    assertThat(perform()).isInstanceOf(Unclear.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Welcome to the hotel</html>", "[]"})
  void aSuccessThatCannotBeReadIsUnclear(String body) {
    reply(200, body);
    assertThat(perform()).isInstanceOf(Unclear.class);
  }

  @Test
  void noAnswerInTimeIsUnclearAndIsNotRepeatedByItself() {
    assertThat(perform())
        .isInstanceOfSatisfying(
            Unclear.class, unclear -> assertThat(unclear.retryAfter()).isPresent());
    assertThat(heard).hasSize(1);
  }

  @Test
  void noConnectionIsUnclear() {
    server.stop(0);
    assertThat(perform()).isInstanceOf(Unclear.class);
  }

  @Test
  void aWorkspaceWithoutAKeyIsUnclearToPerformAndUnavailableToRead() {
    Workspace keyless = workspace(Optional.empty(), Optional.empty(), workspace.stripe().apiBase());
    assertThat(gateway.perform(keyless, UPDATE, "att_1")).isInstanceOf(Unclear.class);
    assertThatThrownBy(() -> gateway.picture(keyless, new CustomerId("cus_1")))
        .isInstanceOf(BillingUnavailable.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void aKeyThatWorksIsSeenByOneReadForItsAccount() {
    reply(200, "{\"object\": \"list\", \"data\": [], \"has_more\": false}");

    assertThat(gateway.reach(workspace)).isEqualTo(Reach.WORKS);

    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).method()).isEqualTo("GET");
    assertThat(heard.get(0).uri()).isEqualTo("/v1/prices?limit=1");
    assertThat(heard.get(0).header("Stripe-account")).isEqualTo("acct_connected");
  }

  @ParameterizedTest
  @CsvSource({
    "401, REFUSED",
    "403, FORBIDDEN",
    "404, SILENT",
    "429, SILENT",
    "500, SILENT",
    "503, SILENT"
  })
  void whyAKeyDoesNotWorkIsToldApart(int status, Reach reach) {
    reply(status, error("invalid_request_error", "x"));
    assertThat(gateway.reach(workspace)).isEqualTo(reach);
    assertThat(heard).hasSize(1);
  }

  @Test
  void whoeverDoesNotAnswerLikeStripeIsSilent() {
    reply(200, "<html>Welcome to the hotel</html>");
    assertThat(gateway.reach(workspace)).isEqualTo(Reach.SILENT);
  }

  @Test
  void nobodyWhoAnswersIsSilentAndNotAskedTwice() {
    assertThat(gateway.reach(workspace)).isEqualTo(Reach.SILENT);
    assertThat(heard).hasSize(1);
  }

  @Test
  void withoutAKeyNobodyIsAsked() {
    Workspace keyless = workspace(Optional.empty(), Optional.empty(), workspace.stripe().apiBase());
    assertThat(gateway.reach(keyless)).isEqualTo(Reach.NO_KEY);
    assertThat(heard).isEmpty();
  }

  @Test
  void whatStripeDoesNotHaveIsEmpty() {
    reply(404, error("invalid_request_error", "resource_missing"));
    assertThat(gateway.read(workspace, new SubscriptionId("sub_1"))).isEmpty();
  }

  @Test
  void aShapeThatIsNotUnderstoodIsNoAnswer() {
    reply(200, "{\"id\": \"sub_1\", \"object\": \"subscription\"}");
    reply(200, "{\"id\": \"sub_1\", \"object\": \"subscription\"}");
    assertThatThrownBy(() -> gateway.read(workspace, new SubscriptionId("sub_1")))
        .isInstanceOf(BillingUnavailable.class);
  }

  @Test
  void aReadIsTriedOnceMore() {
    reply(500, error("api_error", "x"));
    reply(404, error("invalid_request_error", "resource_missing"));
    assertThat(gateway.read(workspace, new SubscriptionId("sub_1"))).isEmpty();
    assertThat(heard).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aKeyThatStripeDoesNotTakeIsUnavailableAndNotTriedAgain(int status) {
    reply(status, error("invalid_request_error", "x"));
    assertThatThrownBy(() -> gateway.read(workspace, new SubscriptionId("sub_1")))
        .isInstanceOf(BillingUnavailable.class);
    assertThat(heard).hasSize(1);
  }

  @Test
  void whatIsThrownRepeatsNoKeyAndNothingOfStripesMessage() {
    reply(500, error("api_error", "x"));
    reply(500, error("api_error", "x"));
    assertThatThrownBy(() -> gateway.read(workspace, new SubscriptionId("sub_1")))
        .isInstanceOf(BillingUnavailable.class)
        .hasNoCause()
        .message()
        .doesNotContain(KEY, "ada@acme.example");
  }

  @Test
  void readsAskForAllThatPagesNeedInOneCall() {
    reply(404, error("invalid_request_error", "resource_missing"));
    gateway.read(workspace, new SubscriptionId("sub_1"));
    assertThat(heard.get(0).uri())
        .startsWith("/v1/subscriptions/sub_1?")
        .contains("customer.invoice_settings.default_payment_method", "items.data.price.product");
  }

  private static Workspace workspace(Optional<String> key, Optional<String> account, URI apiBase) {
    return new Workspace(
        new WorkspaceSlug("acme"),
        "Acme",
        false,
        new EmbedSettings(List.of("secret"), false, Optional.empty(), List.of(), 50, 60),
        new LinkLifetimes(
            Duration.ofMinutes(60),
            Duration.ofDays(400),
            Duration.ofMinutes(30),
            Duration.ofMinutes(15)),
        new CancelSettings(CancelTiming.PERIOD_END, Optional.empty()),
        new StripeSettings(key, Optional.empty(), account, List.of(), apiBase, apiBase),
        new BrandSettings("Acme", Optional.empty(), "#334455", Theme.AUTO),
        new Workspace.PortalSettings(List.of()),
        new WallSettings(Optional.empty(), Optional.empty()));
  }
}
