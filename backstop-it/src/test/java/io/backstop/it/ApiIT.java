package io.backstop.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.it.Merchant.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API's door and the settings behind it, on every server. */
@ExtendWith(StageExtension.class)
class ApiIT {

  private static final String SETTINGS = "/api/v1/settings";

  private final Stage stage;
  private final Staff staff;
  private Merchant merchant;

  ApiIT(Stage stage) {
    this.stage = stage;
    this.staff = new Staff(stage);
  }

  @BeforeEach
  void aMerchant() {
    merchant = Merchant.open(stage, Map.of());
  }

  private Answer ask(URI node, String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return Merchant.send(request.build());
  }

  private String[] token(String group) {
    return new String[] {"Authorization", "Bearer " + stage.issuer().token(merchant.slug(), group)};
  }

  private String[] session(String role, String... more) {
    String cookie = "backstop=" + staff.signIn(staff.hire(merchant.slug(), role));
    return Stream.concat(Stream.of("Cookie", cookie), Stream.of(more)).toArray(String[]::new);
  }

  private static void refused(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().at("/error/type").asText()).isEqualTo(type);
    assertThat(answer.json().at("/error/request_id").asText()).startsWith("req_");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsSavedByTokenIsInForceAndOnRecordOnBothServers(boolean wildfly) {
    URI node = wildfly ? stage.wildfly() : stage.otherNode();
    Answer before = ask(node, "GET", SETTINGS, null, token("viewer"));
    assertThat(before.status()).as(before.body()).isEqualTo(200);
    assertThat(before.json().at("/settings/embed/require_signature").asBoolean()).isFalse();
    assertThat(before.header("X-RateLimit-Limit")).isEqualTo("60");

    Answer saved =
        ask(
            node,
            "PUT",
            SETTINGS,
            "{\"settings\": {\"embed\": {\"allowed_origins\": [\"HTTPS://App.example/\"],"
                + " \"require_signature\": true}, \"brand\": {\"color\": \"#AA3300\"}}}",
            token("admin"));
    assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    assertThat(saved.json().at("/settings/embed/allowed_origins/0").asText())
        .isEqualTo("https://app.example");
    assertThat(saved.json().at("/settings/brand/color").asText()).isEqualTo("#aa3300");
    assertThat(
            staff.text(
                "SELECT string_agg(actor || ' ' || subject, '; ' ORDER BY subject) FROM audit_entry"
                    + " WHERE workspace_id = ? AND action = 'setting.changed'",
                merchant.slug()))
        .contains("token robot brand.color", "token robot embed.require-signature");

    Answer taken =
        ask(
            node,
            "PUT",
            SETTINGS,
            "{\"settings\": {\"brand\": {\"color\": null}}}",
            token("admin"));
    assertThat(taken.json().at("/settings/brand/color").asText()).isEqualTo("#1f4fd8");
    assertThat(taken.json().at("/settings/embed/require_signature").asBoolean()).isTrue();
  }

  @Test
  void whatWasReadAndIsSentBackChangesNothing() {
    Answer read = ask(stage.backstop(), "GET", SETTINGS, null, token("admin"));
    String everything = staff.everythingOf(merchant.slug());
    Answer sent = ask(stage.backstop(), "PUT", SETTINGS, read.body(), token("admin"));
    assertThat(sent.status()).as(sent.body()).isEqualTo(200);
    assertThat(sent.json()).isEqualTo(read.json());
    assertThat(staff.everythingOf(merchant.slug())).isEqualTo(everything);
  }

  @Test
  void aStyleSheetIsTakenOrRefusedWithThePlaceOfItsFlaw() {
    String path = "/api/v1/brand/css";
    Answer flawed =
        ask(
            stage.backstop(),
            "PUT",
            path,
            "{\"css\": \".bs-title {\\n  background: url(https://evil.example/x.png);\\n}\"}",
            token("admin"));
    refused(flawed, 400, "custom_css_invalid");
    assertThat(flawed.json().at("/error/line").asInt()).isEqualTo(2);
    assertThat(flawed.json().at("/error/column").asInt()).isPositive();

    String sheet = ".bs-title { letter-spacing: 0.01em; }";
    refused(
        ask(stage.backstop(), "PUT", path, "{\"css\": \"" + sheet + "\"}", token("editor")),
        403,
        "forbidden");
    Answer saved =
        ask(stage.backstop(), "PUT", path, "{\"css\": \"" + sheet + "\"}", token("admin"));
    assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    assertThat(
            ask(stage.otherNode(), "GET", path, null, session("viewer"))
                .json()
                .path("css")
                .asText())
        .isEqualTo(sheet);
    saved =
        ask(
            stage.backstop(),
            "PUT",
            path,
            "{\"css\": \"/*\\u0000*/" + sheet + "\"}",
            token("admin"));
    assertThat(saved.json().path("css").asText()).as(saved.body()).isEqualTo("/*\uFFFD*/" + sheet);

    ask(stage.backstop(), "PUT", path, "{\"css\": null}", token("admin"));
    assertThat(
            ask(stage.backstop(), "GET", path, null, session("viewer")).json().path("css").isNull())
        .isTrue();
  }

  @Test
  void aHostIsClaimedAndGivenUp() {
    String path = "/api/v1/domain";
    for (String wrong :
        new String[] {"acme.com", "localhost", "https://billing.acme.com", "10.0.0.1"}) {
      Answer answer =
          ask(stage.backstop(), "PUT", path, "{\"host\": \"" + wrong + "\"}", token("admin"));
      refused(answer, 400, "invalid_field");
      assertThat(answer.json().at("/error/param").asText()).isEqualTo("host");
    }
    String host = "billing." + merchant.slug() + ".com";
    Answer claimed =
        ask(stage.backstop(), "PUT", path, "{\"host\": \"" + host + "\"}", token("admin"));
    assertThat(claimed.json().at("/domain/state").asText()).isEqualTo("pending");
    assertThat(claimed.json().at("/domain/txt/name").asText())
        .isEqualTo("_backstop-verify." + host);
    Answer again =
        ask(stage.backstop(), "PUT", path, "{\"host\": \"" + host + "\"}", token("admin"));
    assertThat(again.json()).isEqualTo(claimed.json());
    Answer given = ask(stage.backstop(), "PUT", path, "{\"host\": null}", token("admin"));
    assertThat(given.json().path("domain").isNull()).isTrue();
    refused(
        ask(stage.backstop(), "POST", path + "/verify", null, token("admin")), 404, "not_found");
  }

  static Stream<String[]> nonsense() {
    return Stream.of(
        new String[] {"{", "malformed_request", ""},
        new String[] {"[]", "malformed_request", ""},
        new String[] {"{\"settings\":{},\"settings\":{}}", "malformed_request", ""},
        new String[] {"{\"settings\":{}} {}", "malformed_request", ""},
        new String[] {"{}", "invalid_field", "settings"},
        new String[] {
          "{\"settings\":{\"embed\":{\"secret\":\"x\"}}}", "invalid_field", "embed.secret"
        },
        new String[] {
          "{\"settings\":{\"brand\":{\"color\":\"red\"}}}", "invalid_field", "brand.color"
        },
        new String[] {"{\"settings\":{\"brand\":{\"color\":7}}}", "invalid_field", "brand.color"},
        new String[] {
          "{\"settings\":{\"embed\":{\"allowed_origins\":[\"https://a.example/path\"]}}}",
          "invalid_field",
          "embed.allowed_origins"
        },
        new String[] {
          "{\"settings\":{\"embed\":{\"allowed_origins\":[\"https://a.example,https://b.example\"]}}}",
          "invalid_field",
          "embed.allowed_origins"
        },
        new String[] {
          "{\"settings\":{\"cancel\":{\"link_lifetime\":\"PT0S\"}}}",
          "invalid_field",
          "cancel.link_lifetime"
        },
        new String[] {
          "{\"settings\":{\"cancel\":{\"link-lifetime\":\"PT5M\"}}}", "invalid_field", "settings"
        });
  }

  /** In JSON, U+0000 is a character like any other; no setting's text has one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "display_name | 'Ac\\u0000me'",
        "brand.name | '\\u0000'",
        "brand.color | '#1f4fd8\\u0000'",
        "brand.theme | 'dark\\u0000'",
        "wall.exit_label | 'Later\\u0000'",
        "wall.exit_url | 'https://acme.example/\\u0000'",
        "wall.exit_url | 'mailto:a\\u0000@acme.example'",
        "embed.unsigned_until | '2026-12-01T00:00:00Z\\u0000'",
        "embed.allowed_origins[] | 'https://a\\u0000.example'",
        "portal.plans[] | 'price_1\\u0000'",
        "portal.link_lifetime | 'P1D\\u0000'",
        "cancel.timing | 'period-end\\u0000'",
        "cancel.offer_cooldown | 'P90D\\u0000'"
      })
  void aTextThatNoColumnHoldsIsNoSetting(String setting, String text) {
    String path = setting.replace("[]", "");
    String value = setting.endsWith("[]") ? "[\"" + text + "\"]" : '"' + text + '"';
    String member = "\"" + path.replace(".", "\": {\"") + "\": " + value;
    String body = "{\"settings\": {" + member + "}".repeat(path.split("\\.").length + 1);
    nothingOfABodyIsSavedWhenAPartOfItIsWrong(body, "invalid_field", path);
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void nothingOfABodyIsSavedWhenAPartOfItIsWrong(String body, String type, String param) {
    String everything = staff.everythingOf(merchant.slug());
    Answer answer = ask(stage.backstop(), "PUT", SETTINGS, body, token("owner"));
    refused(answer, 400, type);
    assertThat(answer.json().at("/error/param").asText()).isEqualTo(param);
    assertThat(staff.everythingOf(merchant.slug())).isEqualTo(everything);
  }

  @Test
  void aMemberWhoIsSignedInReadsAndSavesFromAPageOfOursOnly() {
    Answer read = ask(stage.backstop(), "GET", SETTINGS, null, session("viewer"));
    assertThat(read.status()).as(read.body()).isEqualTo(200);
    String body = "{\"settings\": {\"display_name\": \"Elsewhere\"}}";
    refused(ask(stage.backstop(), "PUT", SETTINGS, body, session("viewer")), 403, "forbidden");
    refused(
        ask(
            stage.backstop(),
            "PUT",
            SETTINGS,
            body,
            session("owner", "Origin", "https://evil.example")),
        403,
        "form_forged");
    refused(
        ask(
            stage.backstop(),
            "PUT",
            SETTINGS,
            body,
            session("owner", "Sec-Fetch-Site", "same-site")),
        403,
        "form_forged");
    Answer saved = ask(stage.backstop(), "PUT", SETTINGS, body, session("admin"));
    assertThat(saved.json().at("/settings/display_name").asText()).isEqualTo("Elsewhere");
  }

  @Test
  void whoSitsInSeveralWorkspacesNamesOneAndReachesNoOther() {
    Merchant other = Merchant.open(stage, Map.of());
    String[] owner = session("owner");
    refused(
        ask(stage.backstop(), "GET", SETTINGS + "?workspace=" + other.slug(), null, owner),
        404,
        "workspace_not_found");
    assertThat(
            ask(stage.backstop(), "GET", SETTINGS + "?workspace=" + merchant.slug(), null, owner)
                .status())
        .isEqualTo(200);
  }

  @Test
  void nothingButAGoodTokenOpens() {
    TokenIssuer issuer = stage.issuer();
    var expired = issuer.claims(merchant.slug(), "owner").put("exp", 1_000_000_000L);
    var endless = issuer.claims(merchant.slug(), "owner");
    endless.remove("exp");
    String good = issuer.token(merchant.slug(), "owner");
    String unsigned =
        TokenIssuer.base64("{\"alg\":\"none\"}")
            + "."
            + TokenIssuer.base64(issuer.claims(merchant.slug(), "owner").toString())
            + ".";
    for (String token :
        new String[] {
          "",
          "x",
          unsigned,
          good.substring(0, good.length() - 6),
          new TokenIssuer().token(merchant.slug(), "owner"),
          issuer.signed(expired),
          issuer.signed(endless),
          issuer.signed(
              issuer.claims(merchant.slug(), "owner").put("iss", "https://other.example")),
          issuer.token(merchant.slug(), "nobody"),
          issuer.token("no-such-workspace", "owner"),
          issuer.token("-", "owner"),
          "x".repeat(5_000)
        }) {
      Answer answer =
          ask(stage.backstop(), "GET", SETTINGS, null, "Authorization", "Bearer " + token);
      assertThat(answer.status()).as(token).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(answer.body()).doesNotContain(merchant.slug(), "expired at");
    }
    refused(ask(stage.backstop(), "GET", SETTINGS, null), 401, "authentication_required");
    refused(
        ask(stage.backstop(), "GET", SETTINGS, null, "Authorization", "Basic eDp5"),
        401,
        "authentication_required");
  }

  @Test
  void theSixtyFirstCallInAMinuteWaits() {
    String[] token = token("viewer");
    Answer answer = ask(stage.backstop(), "GET", SETTINGS, null, token);
    for (int i = 0; i < 90 && answer.status() == 200; i++) {
      answer = ask(stage.backstop(), "GET", SETTINGS, null, token);
    }
    refused(answer, 429, "rate_limit_exceeded");
    assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    assertThat(ask(stage.backstop(), "GET", SETTINGS, null, token("admin")).status())
        .isEqualTo(200);
  }

  @Test
  void whatThereIsNotIsSaidInTheSameForm() {
    refused(
        ask(stage.backstop(), "GET", "/api/v1/nothing", null, token("owner")), 404, "not_found");
    Answer method = ask(stage.backstop(), "DELETE", SETTINGS, null, token("owner"));
    refused(method, 405, "method_not_allowed");
    assertThat(method.header("Allow")).contains("GET", "PUT");
    Answer type =
        Merchant.send(
            HttpRequest.newBuilder(stage.backstop().resolve(SETTINGS))
                .header("Content-Type", "text/plain")
                .header("Authorization", token("owner")[1])
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    refused(type, 415, "unsupported_media_type");
    JsonNode suspended = suspend();
    assertThat(suspended.at("/error/type").asText()).isEqualTo("workspace_unavailable");
  }

  private JsonNode suspend() {
    merchant.set("suspended", "true");
    String[] session = session("owner");
    return ask(stage.backstop(), "GET", SETTINGS, null, session).json();
  }
}
