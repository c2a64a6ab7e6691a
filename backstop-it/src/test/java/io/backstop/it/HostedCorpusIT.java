package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.LoadState;
import io.backstop.corpus.EmbedRecipe.Call;
import io.backstop.it.Merchant.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus of attacks on hosted links: each line is tried here, or names the test that tries it,
 * or the reason why it does not apply.
 */
class HostedCorpusIT extends InBrowser {

  /** Lines that a test of another class tries: {@code Class#method}. */
  private static final Map<String, String> ELSEWHERE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ok-open", "HostedLinkIT#openingAndReloadingSpendsNothing"),
              Map.entry("ok-confirm", "HostedLinkIT#cancellingTakesTwoStepsAndSpendsTheLink"),
              Map.entry("tok-expired", "HostedLinkIT#everyDeadTokenGetsTheSamePage"),
              Map.entry("tok-revoked", "HostedLinkIT#everyDeadTokenGetsTheSamePage"),
              Map.entry("tok-at-rest", "HostedLinkIT#noTokenStandsInTheDatabaseOrInALog"),
              Map.entry("tok-referrer", "HostedLinkIT#headersKeepTheLinkToItself"),
              Map.entry("prefetch-speculation", "HostedLinkIT#aPrefetchSpendsAndOpensNothing"),
              Map.entry(
                  "race-confirm-50",
                  "HostedLinkIT#sixtyFourConfirmationsOverTwoNodesHaveOneEffect"),
              Map.entry(
                  "race-confirm-vs-revoke",
                  "HostedLinkIT#aRevokedLinkAndAConfirmationEndInAllOrNothing"),
              Map.entry("step-skip", "HostedLinkIT#confirmingBeforeTheConfirmStepIsRefused"),
              Map.entry(
                  "step-replay-old-viewstate",
                  "HostedLinkIT#theLastFormSentTwiceShowsTheSameEndingAndWritesNothing"),
              Map.entry("csrf-cross-site-post", "HostedLinkIT#aFormOfAnotherSiteIsRefused"),
              Map.entry("csrf-get-confirm", "HostedLinkIT#noSubPathConfirms"),
              Map.entry(
                  "csrf-origin-null",
                  "HostedLinkIT#aSandboxedFramesFormIsRefusedAndOurOwnWithNullOriginIsNot"),
              Map.entry("csrf-login-fixation", "HostedLinkIT#headersKeepTheLinkToItself"),
              Map.entry("csv-injection", "InsightIT#theFileHasEveryRowAndItsDownloadIsAudited"),
              Map.entry("unicode-bidi-name", "HostedWireIT#hostileWordsStayWords"),
              Map.entry("log-injection", "HostedWireIT#noControlCharacterOfAHeaderReachesALog"),
              Map.entry(
                  "frame-no-embed-param", "HostedLinkIT#onlyTheOpenerAndTheListedOriginsMayFrame"),
              Map.entry("frame-nested", "HostedFrameIT#aPageThatIsNotTheOpenerMayNotFrame")));

  /** Lines that do not apply, and why. */
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "tok-url-cleaned",
              "without the token in the address neither a reload nor a plain form would work",
          "portal-idle-90d", "a portal link lives 400 days, used or not",
          "portal-after-erasure", "Backstop keeps masked addresses only, and has no erasure",
          "stepup-bruteforce", "there is no step-up",
          "stepup-mail-bomb", "there is no step-up");

  /** What the server itself refuses, in its own words, before Backstop sees it. */
  private static final List<String> NO_ADDRESSES = List.of("tok-nul", "tok-traversal");

  private static final String WEBHOOK_SECRET = "whsec_it_hosted";

  private Merchant merchant;
  private URI link;

  HostedCorpusIT(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void aCustomerWithALink() {
    merchant = Merchant.open(stage, Map.of("stripe.webhook-secrets", WEBHOOK_SECRET));
    merchant.stripeHas(Customers.MONTHLY);
    link = merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
  }

  @Test
  void whenTheSecretIsReplacedForALeakAllPortalLinksAreDeadOnEveryNode() {
    Answer minted =
        Merchant.post(
            stage.backstop(), "portal", merchant.bundle("cus_ada", null).toString(), Map.of());
    String path = URI.create(minted.json().path("url").asText()).getPath();
    String dashboard = "/dashboard/w/" + merchant.slug() + "/embed";
    Staff staff = new Staff(stage);
    String cookie = "backstop=" + staff.signIn(staff.hire(merchant.slug(), "owner"));
    String page =
        Merchant.send(
                HttpRequest.newBuilder(stage.backstop().resolve(dashboard))
                    .header("Cookie", cookie)
                    .build())
            .body();

    Answer replaced =
        Merchant.send(
            HttpRequest.newBuilder(stage.backstop().resolve(dashboard + "/rotate"))
                .header("Cookie", cookie)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "key="
                            + hidden(page, "key")
                            + "&turn="
                            + hidden(page, "turn")
                            + "&links=end"))
                .build());

    assertThat(replaced.header("Location")).endsWith("note=rotated");
    for (URI node : List.of(stage.backstop(), stage.otherNode())) {
      assertThat(Visitor.follows(node.resolve(path)).page().status()).isEqualTo(410);
    }
  }

  private static String hidden(String page, String name) {
    Matcher value = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page);
    assertThat(value.find()).as(name).isTrue();
    return value.group(1);
  }

  private static List<JsonNode> lines() {
    try (var corpus =
        HostedCorpusIT.class.getResourceAsStream("/corpus/hosted-token-attacks.jsonl")) {
      return new String(corpus.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .map(HostedCorpusIT::parsed)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return Merchant.JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyLineIsTried() {
    List<String> names = lines().stream().map(line -> line.path("name").asText()).toList();
    List<String> here =
        Stream.concat(
                Stream.of(
                    "prefetch-js-scanner",
                    "prefetch-clicks-first-button",
                    "race-confirm-vs-expiry",
                    "portal-customer-deleted",
                    "portal-revoke-on-secret-rotation"),
                tokens().map(line -> line.path("name").asText()))
            .toList();
    assertThat(
            Stream.of(here.stream(), ELSEWHERE.keySet().stream(), NOT_HERE.keySet().stream())
                .flatMap(names_ -> names_)
                .toList())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void everyTestThatIsNamedIsThere() throws ClassNotFoundException {
    for (Map.Entry<String, String> named : ELSEWHERE.entrySet()) {
      String[] parts = named.getValue().split("#");
      assertThat(
              Arrays.stream(Class.forName("io.backstop.it." + parts[0]).getDeclaredMethods())
                  .filter(method -> method.isAnnotationPresent(Test.class))
                  .map(Method::getName))
          .as(named.getKey())
          .contains(parts[1]);
    }
  }

  /** The lines that ask for one address which never was a link. */
  static Stream<JsonNode> tokens() {
    return lines().stream()
        .filter(line -> line.path("category").asText().equals("token"))
        .filter(line -> !ELSEWHERE.containsKey(line.path("name").asText()));
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void whatNeverWasALinkGetsTheOnePageOfAllDeadLinks(JsonNode line) {
    String token = link.getPath().substring("/cancel/".length());
    String path =
        line.path("request")
            .asText()
            .substring("GET ".length())
            .replaceFirst("^/c/", "/cancel/")
            .replace("{43 random base64url chars}", "Zm9vYmFy".repeat(5) + "abc")
            .replace("{4096 chars}", "a".repeat(4_096))
            .replace("{cancel with case swapped}", swapped(token))
            .replace(
                "{cancel with non-canonical final base64url char}",
                token.substring(0, 42) + (char) (token.charAt(42) + 1))
            .replace("{first 42 chars}", token.substring(0, 42));
    assertThat(path).doesNotContain("{");
    String unknown = page("/cancel/" + "A".repeat(43)).body();

    Answer answer = page(path);

    assertThat(answer.body()).doesNotContain("acme.example", "cus_", "sub_");
    if (NO_ADDRESSES.contains(line.path("name").asText())) {
      assertThat(answer.status()).isEqualTo(400);
      return;
    }
    assertThat(answer.status()).isIn(statuses(line));
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(withoutNonce(answer.body())).isEqualTo(withoutNonce(unknown));
  }

  /** As bytes: some of these are no addresses to a client that keeps the rules. */
  private Answer page(String path) {
    return RawHttp.send(
        stage.backstop(), new Call("GET", path, Map.of(), new byte[0], Duration.ZERO));
  }

  private static List<Integer> statuses(JsonNode line) {
    return StreamSupport.stream(line.at("/expect/status").spliterator(), false)
        .map(JsonNode::asInt)
        .toList();
  }

  private static String swapped(String text) {
    return text.chars()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .mapToObj(c -> String.valueOf((char) c))
        .collect(Collectors.joining());
  }

  private static String withoutNonce(String page) {
    return page.replaceAll("nonce=\"[^\"]*\"", "");
  }

  /** The changes that Stripe was asked for. */
  private List<JsonNode> stripeWrites() {
    return StreamSupport.stream(
            merchant.sandbox("GET", "/_sandbox/requests", null).path("requests").spliterator(),
            false)
        .filter(request -> request.path("path").asText().startsWith("/v1/subscriptions"))
        .filter(request -> !request.path("method").asText().equals("GET"))
        .toList();
  }

  private String spent() throws SQLException {
    return value(
        "SELECT count(*) FROM hosted_link WHERE workspace_id = ? AND spent_at IS NOT NULL");
  }

  private String value(String query) throws SQLException {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, merchant.slug());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  @Test
  void aScannerThatRunsScriptsSpendsNothing() throws SQLException {
    page.navigate(link.toString());
    page.waitForLoadState(LoadState.NETWORKIDLE);
    leave();

    assertThat(spent()).isEqualTo("0");
    assertThat(stripeWrites()).isEmpty();
  }

  @Test
  void aScannerThatPressesTheFirstControlAsksNothingOfStripe() throws SQLException {
    page.navigate(link.toString());
    for (Locator control : page.locator("button, input[type=radio], a[href]").all()) {
      if (control.isVisible()) {
        control.click();
        break;
      }
    }
    page.waitForLoadState(LoadState.NETWORKIDLE);

    assertThat(spent()).isEqualTo("0");
    assertThat(stripeWrites()).isEmpty();
  }

  @Test
  void aConfirmationAtTheInstantOfExpiryIsAllOrNothing() throws SQLException {
    Visitor visitor = Visitor.follows(link).press("cancel-anyway");
    Map<String, String> form = visitor.hidden();
    form.put("action", "confirm-cancel");
    Instant soon = Instant.now().plusMillis(300);
    expireAt(soon);
    int status = 0;
    boolean cancelled = false;
    while (status != 410 && !cancelled) {
      status = visitor.post(link, form).status();
      cancelled = !stripeWrites().isEmpty();
      assertThat(status).isIn(200, 303, 410);
    }

    assertThat(stripeWrites()).hasSize(cancelled ? 1 : 0);
    assertThat(spent()).isEqualTo(cancelled ? "1" : "0");
    assertThat(value("SELECT count(*) FROM billing_attempt WHERE workspace_id = ?"))
        .isEqualTo(cancelled ? "1" : "0");
  }

  private void expireAt(Instant when) throws SQLException {
    try (Connection connection = stage.database();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE hosted_link SET expires_at = CAST(? AS timestamptz)"
                    + " WHERE workspace_id = ?")) {
      statement.setString(1, when.toString());
      statement.setString(2, merchant.slug());
      statement.executeUpdate();
    }
  }

  @Test
  void aDeletedCustomersPortalLinkIsDeadAndSaysNothingOfHim() {
    Answer minted =
        Merchant.post(
            stage.backstop(), "portal", merchant.bundle("cus_ada", null).toString(), Map.of());
    URI portal = URI.create(minted.json().path("url").asText());
    assertThat(Visitor.follows(portal).page().status()).isEqualTo(200);

    merchant.sandbox("DELETE", "/v1/customers/cus_ada", null);
    merchant.tell(
        stage.otherNode(),
        WEBHOOK_SECRET,
        "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"customer.deleted\",\"created\":1,"
            + "\"data\":{\"object\":{\"id\":\"cus_ada\",\"object\":\"customer\"}}}");
    Answer answer =
        Awaitility.await("the deletion to be read")
            .atMost(Duration.ofSeconds(60))
            .until(() -> Visitor.follows(portal).page(), dead -> dead.status() != 200);

    assertThat(answer.status()).isIn(404, 410);
    assertThat(answer.body()).doesNotContain("acme.example", "cus_");
  }
}
