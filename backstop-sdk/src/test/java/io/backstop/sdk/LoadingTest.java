package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.backstop.sdk.LoopbackServer.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways the SDK comes into a page, and how it knows its host. */
@ExtendWith(Chromium.class)
class LoadingTest {
  @Test
  void callsBeforeTheScriptWorkThroughTheStub(Stage stage) throws IOException {
    stage.head(
        "<script>"
            + resource("/embed/v1/stub.js")
            + "</script><script>Backstop.configure({readyTimeout: 5000}); start('cancel'); start('portal')</script>"
            + stage.scriptTag());

    stage.page();
    stage.shown().evaluate("close('saved')");

    assertThat(stage.log(5))
        .containsExactlyInAnyOrder(
            "onError:already_open",
            "rejected:already_open",
            "onSaved:saved:cs_1",
            "onClose:saved:cs_1",
            "resolved:saved:cs_1");
    assertThat(stage.host.calls()).extracting(Request::path).containsExactly("/api/embed/cancel");
  }

  @Test
  void stubThatSomebodyHeldOnToWorksAfterTheLoad(Stage stage) throws IOException {
    stage.head(
        "<script>"
            + resource("/embed/v1/stub.js")
            + "</script><script>const held = Backstop</script>"
            + stage.scriptTag());

    stage.page().evaluate("follow(held.cancel({...bundle, ...callbacks}))");
    stage.shown().evaluate("close('saved')");

    assertThat(stage.log(3)).endsWith("resolved:saved:cs_1");
  }

  @Test
  void stubStepsBackFromALoadedScript(Stage stage) throws IOException {
    stage.head(stage.scriptTag() + "<script>" + resource("/embed/v1/stub.js") + "</script>");

    assertThat(stage.page().evaluate("Backstop.version")).isNotNull();
  }

  @Test
  void attributeNamesAnotherHost(Stage stage) {
    try (BackstopHost scripts = new BackstopHost()) {
      stage.head(
          "<script src=\"%s/embed.js\" data-backstop-host=\"%s\"></script>"
              .formatted(scripts.origin(), stage.host.origin()));

      stage.openReady("cancel");

      assertThat(scripts.calls()).isEmpty();
      assertThat(stage.host.calls()).hasSize(1);
    }
  }

  @Test
  void configureNamesAnotherHost(Stage stage) {
    try (BackstopHost scripts = new BackstopHost()) {
      stage.head("<script src=\"%s/embed.js\" async></script>".formatted(scripts.origin()));
      stage.page().evaluate("host => Backstop.configure({host})", stage.host.origin());

      stage.openReady("cancel");

      assertThat(scripts.calls()).isEmpty();
      assertThat(stage.host.calls()).hasSize(1);
    }
  }

  @Test
  void secondScriptLeavesTheFirstAndWhatIsOpen(Stage stage) {
    stage.openReady("cancel");
    Object same =
        stage
            .page()
            .evaluate(
                """
                async (src) => {
                  const before = Backstop;
                  const script = document.createElement('script');
                  script.src = src;
                  await new Promise((resolve) => { script.onload = resolve; document.head.append(script); });
                  return before === Backstop;
                }""",
                stage.host.origin() + "/embed/v1/embed.js");

    stage.frame().evaluate("close('saved')");

    assertThat(same).isEqualTo(true);
    assertThat(stage.log(3)).endsWith("resolved:saved:cs_1");
  }

  @Test
  void moduleKnowsItsHostAndMakesNoGlobal(Stage stage) {
    stage.head("");

    stage
        .page()
        .evaluate(
            """
            async (src) => {
              const {Backstop, default: same} = await import(src);
              log.push(String(Backstop === same), typeof window.Backstop);
              follow(Backstop.cancel({...bundle, ...callbacks}));
            }""",
            stage.host.origin() + "/embed/v1/embed.mjs");
    stage.shown().evaluate("close('saved')");

    assertThat(stage.log(5)).startsWith("true", "undefined").endsWith("resolved:saved:cs_1");
  }

  @Test
  void scriptWithoutAnAddressDoesNotBreakThePage(Stage stage) throws IOException {
    stage.head("<script>" + resource("/embed.js").replace("</script", "<\\/script") + "</script>");
    stage.page().evaluate("host => Backstop.configure({host})", stage.host.origin());

    stage.openReady("cancel");

    assertThat(stage.pageErrors()).isEmpty();
  }

  @Test
  void onlyOneGlobalIsMade(Stage stage) {
    stage.head("");
    stage.page().evaluate("window.before = new Set(Object.getOwnPropertyNames(window))");

    stage
        .page()
        .addScriptTag(new Page.AddScriptTagOptions().setUrl(stage.host.origin() + "/embed.js"));

    assertThat(
            stage
                .page()
                .evaluate(
                    "Object.getOwnPropertyNames(window).filter((name) => !before.has(name) && name !== 'before').join()"))
        .isEqualTo("Backstop");
  }

  private static String resource(String path) throws IOException {
    try (InputStream stream = LoadingTest.class.getResourceAsStream(path)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
