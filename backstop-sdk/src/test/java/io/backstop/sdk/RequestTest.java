package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import io.backstop.sdk.LoopbackServer.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an opener asks of the host, and what it makes of the answer. */
@ExtendWith(Chromium.class)
class RequestTest {
  private static final Map<String, Object> BUNDLE =
      Map.of(
          "workspace",
          "acme",
          "customer",
          "cus_demo_ada",
          "timestamp",
          1795435200,
          "signature",
          "a".repeat(64));

  private static final List<String> REFUSED_ADDRESSES =
      List.of(
          "javascript:alert(1)",
          "JaVaScRiPt:alert(1)//https://acme.test/",
          " javascript:alert(1)",
          "java\nscript:alert(1)",
          "data:text/html,<script>parent.pwned=1</script>",
          "blob:https://acme.test/1",
          "about:blank",
          "ftp://acme.test/",
          "http://acme.test/cancel/1",
          "http://127.0.0.1:1/cancel/1",
          "//acme.test/cancel/1",
          "/cancel/token",
          "https://",
          "");

  @ParameterizedTest
  @CsvSource({"portal, /api/embed/portal", "paymentWall, /api/embed/payment-wall"})
  void portalAndWallSendTheBundleAlone(String opener, String path, Stage stage) throws Exception {
    stage.openReady(opener, "{extra: 1, dismissible: true, fallbackUrl: 'https://acme.test/'}");

    assertThat(stage.host.calls()).extracting(Request::path).containsExactly(path);
    assertThat(sent(stage)).isEqualTo(BUNDLE);
  }

  @Test
  void cancelSendsTheSubscriptionToo(Stage stage) throws Exception {
    stage.openReady("cancel");

    assertThat(stage.host.calls()).extracting(Request::path).containsExactly("/api/embed/cancel");
    assertThat(sent(stage))
        .containsAllEntriesOf(BUNDLE)
        .containsEntry("subscription", "sub_demo_ada");
    assertThat(sent(stage)).hasSize(5);
  }

  @Test
  void callCarriesNoCookieAndNoReferrer(Stage stage) {
    stage.context().addCookies(List.of(new Cookie("id", "1").setUrl(stage.host.origin())));

    stage.openReady("cancel");

    Request call = stage.host.calls().get(0);
    assertThat(call.header("Content-Type")).isEqualTo("application/json");
    assertThat(call.header("Cookie")).isNull();
    assertThat(call.header("Referer")).isNull();
  }

  @Test
  void unsignedCallNamesNeitherTimestampNorSignature(Stage stage) throws Exception {
    stage.openReady("portal", "{timestamp: undefined, signature: undefined}");

    assertThat(sent(stage)).containsOnlyKeys("workspace", "customer");
  }

  @Test
  @Attack("sdk-proto-polluted")
  void onlyOwnMembersAreReadAndSent(Stage stage) throws Exception {
    stage.head("");
    stage.host.hostedPageRuns("ready(); close('saved');");

    stage
        .page()
        .evaluate(
            """
            async (src) => {
              const pollution = {workspace: 'evil', customer: 'cus_evil', url: 'https://evil.test/', current: true,
                mode: 'evil', signal: 1, q: [['cancel', {}]], version: '0', type: 'backstop:ready', v: 1, host: 'https://evil.test',
                readyTimeout: 1, fallbackUrl: 'https://evil.test/', onSaved: () => log.push('inherited')};
              Object.assign(Object.prototype, pollution);
              try {
                const script = document.createElement('script');
                script.src = src;
                const loaded = new Promise((resolve) => (script.onload = resolve));
                document.head.append(script);
                await loaded;
                const {outcome} = await Backstop.portal({customer: 'cus_demo_ada', onClose: callbacks.onClose});
                log.push(outcome);
              } finally {
                Object.keys(pollution).forEach((name) => delete Object.prototype[name]);
              }
            }""",
            stage.host.origin() + "/embed.js");

    assertThat(stage.log()).containsExactly("onClose:saved:cs_1", "saved");
    assertThat(sent(stage)).isEqualTo(Map.of("customer", "cus_demo_ada"));
  }

  @Test
  void hostedPageIsFramedAsModal(Stage stage) {
    stage.host.answersUrl(stage.host.origin() + BackstopHost.HOSTED_PATH + "?lang=de&embed=page#x");

    stage.openReady("cancel");

    assertThat(stage.host.hostedPageLoads())
        .extracting(Request::path)
        .containsExactly(BackstopHost.HOSTED_PATH + "?lang=de&embed=modal");
  }

  @Test
  void refusalReachesOnErrorAndThePromise(Stage stage) {
    stage.host.answers(
        401,
        "{\"error\": {\"type\": \"signature_invalid\", \"message\": \"Sign again.\", \"request_id\": \"req_1\"}}");

    stage.start("cancel", "{onError: (error) => log.push(error instanceof Error, error.message)}");

    assertThat(stage.log(3))
        .asList()
        .containsExactly(true, "Sign again.", "rejected:signature_invalid");
    assertThat(stage.dialog().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<h1>Bad gateway</h1>", "", "null", "[]", "{\"error\": \"no\"}", "\"x\""})
  void refusalWithoutAWordIsANetworkError(String body, Stage stage) {
    stage.host.answers(502, body);

    stage.start("cancel");

    assertThat(stage.log(2)).containsExactly("onError:network_error", "rejected:network_error");
  }

  @Test
  void unreachableHostIsANetworkError(Stage stage) {
    stage.page().evaluate("Backstop.configure({host: 'http://127.0.0.1:1'})");

    stage.start("cancel");

    assertThat(stage.log(2)).containsExactly("onError:network_error", "rejected:network_error");
  }

  @Test
  void hostThatIsNoAddressIsANetworkErrorThatNamesIt(Stage stage) {
    stage.page().evaluate("Backstop.configure({host: 'billing.acme.test'})");

    stage.start("cancel", "{onError: (error) => log.push(error.message)}");

    assertThat(stage.log(2))
        .containsExactly("No answer from billing.acme.test", "rejected:network_error");
  }

  @Test
  void silentHostIsANetworkErrorInTime(Stage stage) {
    stage.host.hangs();
    stage.page().evaluate("Backstop.configure({readyTimeout: 200})");

    stage.start("cancel");

    assertThat(stage.log(2)).containsExactly("onError:network_error", "rejected:network_error");
  }

  @Test
  @Attack("sdk-url-from-response")
  void addressThatIsNeitherHttpsNorTheHostIsRefused(Stage stage) {
    for (String url : REFUSED_ADDRESSES) {
      stage.host.answersUrl(url);
      stage.page().evaluate("log = []");

      stage.start("cancel");

      assertThat(stage.log(2))
          .as(url)
          .containsExactly("onError:invalid_response", "rejected:invalid_response");
    }
    assertThat(stage.page().evaluate("document.documentElement.children.length")).isEqualTo(2);
    assertThat(stage.page().url()).isEqualTo(stage.shopOrigin() + "/shop");
    assertThat(stage.shopLoads()).isEqualTo(1);
  }

  @Test
  void answerWithoutAddressIsRefused(Stage stage) {
    stage.host.answers(200, "{}");

    stage.start("cancel");

    assertThat(stage.log(2))
        .containsExactly("onError:invalid_response", "rejected:invalid_response");
  }

  @Test
  void workspaceMayHaveItsOwnHttpsDomain(Stage stage) {
    stage
        .context()
        .route(
            "https://billing.acme.test/**",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody(
                            "<script>const say = (m) => parent.postMessage(m, '*'); say({type: 'backstop:ready', v: 1})</script>")));
    stage.host.answersUrl("https://billing.acme.test/token");

    assertThat(stage.openReady("cancel").url())
        .isEqualTo("https://billing.acme.test/token?embed=modal");
  }

  @Test
  void errorWithoutOnErrorStaysAnUnhandledRejection(Stage stage) {
    stage.host.answers(404, "{\"error\": {\"type\": \"customer_not_found\", \"message\": \"-\"}}");

    stage.page().evaluate("void Backstop.portal(bundle)");
    assertThat(stage.log(1)).containsExactly("unhandled:customer_not_found");
    stage.page().evaluate("void Backstop.portal({...bundle, onError: callbacks.onError})");

    assertThat(stage.log(2)).endsWith("onError:customer_not_found");
    stage.page().evaluate("new Promise((resolve) => setTimeout(resolve))");
    assertThat(stage.log()).hasSize(2);
  }

  @Test
  void sameCallAgainIsTheSameVisit(Stage stage) {
    boolean same =
        (boolean)
            stage
                .page()
                .evaluate(
                    "(follow(Backstop.cancel({...bundle, ...callbacks})), Backstop.cancel(bundle) === Backstop.cancel(bundle))");
    stage.shown().evaluate("close('saved')");

    assertThat(same).isTrue();
    assertThat(stage.log(3)).hasSize(3).endsWith("resolved:saved:cs_1");
    assertThat(stage.host.calls()).hasSize(1);
  }

  @Test
  void anotherCallIsRefusedAndWhatIsOpenStays(Stage stage) {
    Frame frame = stage.openReady("cancel");

    stage.start("portal", "{fallbackUrl: '/elsewhere'}");
    assertThat(stage.log(2)).containsExactly("onError:already_open", "rejected:already_open");
    frame.evaluate("close('saved')");

    assertThat(stage.log(5)).endsWith("resolved:saved:cs_1");
    stage.openReady("portal");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> sent(Stage stage) throws Exception {
    JsonMapper json = new JsonMapper();
    JsonNode body = json.readTree(stage.host.calls().get(0).body());
    return json.convertValue(body, Map.class);
  }
}
