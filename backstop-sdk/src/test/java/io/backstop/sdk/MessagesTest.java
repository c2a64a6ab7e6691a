package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the SDK does not believe. Each test sends its messages, then one that is believed, and so
 * knows that the others have been read and left alone.
 */
@ExtendWith(Chromium.class)
class MessagesTest {
  private static final String PERFECT =
      "{type: 'backstop:close', v: 1, surface: 'cancel', outcome: 'saved', session: 'cs_1'}";

  private static final List<String> OTHER_SHAPES =
      List.of(
          "'backstop:close'",
          "JSON.stringify(" + PERFECT + ")",
          "null",
          "undefined",
          "1",
          "[]",
          "['backstop:close', 1, 'cancel', 'saved', 'cs_1']",
          "new Map([['type', 'backstop:close'], ['v', 1]])",
          "{...%s, outcome: 'pwned'}",
          "{...%s, outcome: 'current'}",
          "{...%s, outcome: 'error'}",
          "{...%s, outcome: '__proto__'}",
          "{...%s, outcome: 'constructor'}",
          "{...%s, outcome: ['saved']}",
          "{...%s, outcome: null}",
          "{...%s, outcome: new String('saved')}",
          "{...%s, surface: 'dashboard'}",
          "{...%s, surface: ['cancel']}",
          "{...%s, session: 1}",
          "{...%s, session: {}}",
          "{...%s, session: ['cs_1']}",
          "{...%s, session: undefined}",
          "{...%s, session: 'x'.repeat(256)}",
          "{...%s, v: '1'}",
          "{...%s, v: 2}",
          "{...%s, type: ['backstop:close']}",
          "{...%s, type: new String('backstop:close')}",
          "{...%s, nonce: 'of-an-earlier-session'}",
          "{type: 'backstop:close', v: 1, surface: 'cancel', outcome: 'saved'}",
          "{type: 'backstop:close', v: 1, outcome: 'saved', session: 'cs_1'}",
          "JSON.parse('{\"__proto__\": {\"type\": \"backstop:close\", \"v\": 1, \"surface\": \"cancel\", \"outcome\": \"saved\", \"session\": \"cs_1\"}}')",
          "JSON.parse('{\"type\": \"backstop:close\", \"v\": 1, \"surface\": \"cancel\", \"session\": null, \"__proto__\": {\"outcome\": \"saved\"}}')",
          "{type: 'backstop:resize', v: 1, height: '999'}",
          "{type: 'backstop:resize', v: 1, height: NaN}",
          "{type: 'backstop:resize', v: 1, height: Infinity}",
          "{type: 'backstop:resize', v: 1, height: -1}",
          "{type: 'backstop:resize', v: 1}");

  @Test
  @Attack("pm-in-foreign-origin")
  void perfectMessageFromAForeignFrameIsIgnored(Stage stage) {
    try (LoopbackServer evil =
        new LoopbackServer(
            "127.0.0.1",
            request ->
                new LoopbackServer.Answer(
                    200,
                    Map.of("Content-Type", "text/html"),
                    ("<script>parent.postMessage(" + PERFECT + ", '*')</script>").getBytes()))) {
      Frame frame = stage.openReady("cancel");

      stage
          .page()
          .evaluate(
              """
              async (src) => {
                const frame = document.createElement('iframe');
                const heard = new Promise((resolve) => addEventListener('message', resolve, {once: true}));
                frame.src = src;
                document.documentElement.append(frame);
                await heard;
              }""",
              evil.origin());

      assertUntouched(stage, frame);
    }
  }

  @Test
  @Attack("pm-in-foreign-origin")
  void frameOfTheHostsOwnOriginThatIsNotOursIsIgnored(Stage stage) {
    Frame frame = stage.openReady("cancel");
    stage.host.hostedPageRuns("ready(); close('saved');");

    stage
        .page()
        .evaluate(
            """
            async (src) => {
              const frame = document.createElement('iframe');
              const heard = new Promise((resolve) =>
                addEventListener('message', ({data}) => data.type === 'backstop:close' && resolve()));
              frame.src = src;
              document.documentElement.append(frame);
              await heard;
            }""",
            stage.host.origin() + BackstopHost.HOSTED_PATH);

    assertUntouched(stage, frame);
  }

  @Test
  @Attack("pm-in-foreign-origin")
  void ourFrameOnAnotherOriginIsIgnored(Stage stage) {
    Frame frame = stage.openReady("cancel");
    String elsewhere =
        stage.host.origin().replace("127.0.0.1", "localhost") + BackstopHost.HOSTED_PATH;
    stage.host.hostedPageRuns(
        "ready(); close('saved'); say({type: 'backstop:resize', v: 1, height: 333});");

    frame.evaluate("(to) => { setTimeout(() => (location.href = to)); }", elsewhere);
    stage.received(4);

    assertThat(stage.log()).isEmpty();
    assertThat(stage.height()).isEqualTo("");
  }

  @Test
  @Attack("pm-in-same-origin-other-frame")
  void messageOfTheShopItselfIsIgnored(Stage stage) {
    Frame frame = stage.openReady("cancel");

    stage.page().evaluate("postMessage(" + PERFECT + ", '*')");
    stage.received(2);

    assertUntouched(stage, frame);
  }

  @Test
  @Attack({"pm-in-same-origin-other-frame", "pm-in-getter-object"})
  void eventThatThePageMadeUpIsIgnored(Stage stage) {
    Frame frame = stage.openReady("cancel");

    stage
        .page()
        .evaluate(
            """
            (origin) => {
              const source = document.documentElement.lastElementChild.shadowRoot.querySelector('iframe').contentWindow;
              const effect = () => log.push('side effect');
              dispatchEvent(new MessageEvent('message', {source, origin, data: %s}));
              dispatchEvent(new MessageEvent('message', {source, origin, data: {
                v: 1, get type() { effect(); return 'backstop:close'; }, get outcome() { effect(); },
                toString: effect, valueOf: effect}}));
            }"""
                .formatted(PERFECT),
            stage.host.origin());

    assertUntouched(stage, frame);
  }

  @Test
  @Attack({
    "pm-in-string-payload",
    "pm-in-json-string",
    "pm-in-unknown-outcome",
    "pm-in-proto",
    "pm-in-getter-object",
    "pm-in-nonce-wrong"
  })
  void messageOfAnotherShapeIsIgnored(Stage stage) {
    Frame frame = stage.openReady("cancel");
    int height = 100;
    for (String payload : OTHER_SHAPES) {
      frame.evaluate("say(" + payload.replace("%s", PERFECT) + ")");
      assertHeard(stage, frame, ++height);
      assertThat(stage.log()).as(payload).isEmpty();
    }

    assertUntouched(stage, frame);
  }

  @ParameterizedTest
  @Attack("pm-in-huge")
  @ValueSource(
      strings = {
        "'x'.repeat(10_000_000)",
        "{...%s, session: 'x'.repeat(10_000_000)}",
        "{...%s, more: 'x'.repeat(10_000_000)}"
      })
  void tenMegabytesAreIgnored(String payload, Stage stage) {
    Frame frame = stage.openReady("cancel");

    frame.evaluate("say(" + payload.replace("%s", PERFECT) + ")");

    assertUntouched(stage, frame);
  }

  @Test
  @Attack("pm-in-early")
  void closeBeforeReadyIsIgnored(Stage stage) {
    stage.host.hostedPageRuns("close('saved');");
    stage.start("cancel").received(1);
    Frame frame = stage.frame();

    assertThat(stage.log()).isEmpty();
    assertThat(stage.loading().isVisible()).isTrue();
    frame.evaluate("ready()");

    assertUntouched(stage, frame);
  }

  @Test
  @Attack("pm-in-twice")
  void secondCloseIsIgnored(Stage stage) {
    Frame frame = stage.openReady("cancel");

    frame.evaluate("close('saved'), close('cancelled'), close('saved')");
    assertThat(stage.log(3)).endsWith("resolved:saved:cs_1");

    // The next visit hears none of what the first one's frame had left to say.
    assertUntouched(stage, stage.openReady("cancel"), 3);
  }

  @Test
  @Attack("pm-in-nonce-missing")
  void visitIsBoundToItsOwnWindowInPlaceOfANonce(Stage stage) {
    stage.openReady("cancel");
    stage.page().evaluate("window.earlier = document.documentElement.lastElementChild");
    stage.frame().evaluate("close('saved')");
    assertThat(stage.log(3)).hasSize(3);
    Frame frame = stage.openReady("cancel");

    // The first visit's frame, put back by the page, says the same again: same origin, right shape.
    stage.host.hostedPageRuns("ready(); close('saved');");
    stage
        .page()
        .evaluate(
            """
            () => new Promise((resolve) => {
              addEventListener('message', ({data}) => data.type === 'backstop:close' && resolve());
              document.documentElement.append(earlier);
            })""");

    assertUntouched(stage, frame, 3);
  }

  @Test
  void repeatedReadyIsHarmless(Stage stage) {
    Frame frame = stage.openReady("cancel");

    frame.evaluate("ready(), ready()");

    assertUntouched(stage, frame);
  }

  private static void assertUntouched(Stage stage, Frame frame) {
    assertUntouched(stage, frame, 0);
  }

  private static void assertUntouched(Stage stage, Frame frame, int linesBefore) {
    assertHeard(stage, frame, 321);
    assertThat(stage.log()).hasSize(linesBefore);
    assertThat(stage.pageErrors()).isEmpty();
    assertThat(stage.shopLoads()).isEqualTo(1);
    frame.evaluate("close('updated', 'cs_after')");
    assertThat(stage.log(linesBefore + 3)).endsWith("resolved:updated:cs_after");
  }

  /** A message that is believed has come through, and so has everything that was sent before it. */
  private static void assertHeard(Stage stage, Frame frame, int height) {
    Object before = stage.height();
    assertThat(before).isNotEqualTo(height + "px");
    frame.evaluate("say({type: 'backstop:resize', v: 1, height: %d})".formatted(height));
    stage.page().waitForCondition(() -> stage.height().equals(height + "px"));
  }
}
