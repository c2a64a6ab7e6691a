package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.Sizes;
import io.backstop.corpus.EmbedRecipe;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire: how much of it, and what becomes of words that are meant to hurt. */
class HostedWireIT extends InBrowser {

  private static final String RIGHT_TO_LEFT_OVERRIDE = "\u202E";

  HostedWireIT(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void nothingIsThereYet() {
    comeIn(new NewContextOptions());
  }

  private URI link() {
    Merchant merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
    return merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
  }

  @Test
  void thePageWeighsLittle() {
    List<Request> requests = new ArrayList<>();
    page.onRequestFinished(
        request -> {
          if (request.url().startsWith("http")) {
            requests.add(request);
          }
        });
    CancelVisit.of(page, link()).at("survey");
    page.waitForLoadState();
    int bytes = 0;
    for (Request request : requests) {
      Sizes sizes = request.sizes();
      bytes += sizes.responseBodySize + sizes.responseHeadersSize;
      assertThat(request.response().headerValue("content-encoding"))
          .as(request.url().replaceAll("[^/]*$", ""))
          .isEqualTo("gzip");
    }
    assertThat(requests).hasSizeLessThanOrEqualTo(3);
    assertThat(bytes).isLessThanOrEqualTo(14 * 1024);
  }

  @Test
  void theMerchantsScriptWeighsLittle() {
    Request script = page.navigate(stage.backstop().resolve("/embed.js").toString()).request();
    assertThat(script.sizes().responseBodySize).isPositive().isLessThanOrEqualTo(3_000);
    assertThat(script.response().headerValue("content-encoding")).isEqualTo("gzip");
  }

  @Test
  void hostileWordsStayWords() {
    String comment =
        "=HYPERLINK(\"https://evil.example\",\"<img src=x onerror=boom()>\")"
            + RIGHT_TO_LEFT_OVERRIDE
            + "evil";
    Merchant hostile =
        Merchant.open(stage, Map.of("brand.name", "Ac" + RIGHT_TO_LEFT_OVERRIDE + "em"));
    String product = "Pro" + RIGHT_TO_LEFT_OVERRIDE + "<b>orP</b>";
    hostile.stripeHas(Customers.MONTHLY.replace("\"Pro\"", "\"" + product + "\""));
    URI link = hostile.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
    CancelVisit visit = CancelVisit.of(page, link).at("survey");
    assertThat(page.locator("bdi.bs-logo")).hasText("Ac" + RIGHT_TO_LEFT_OVERRIDE + "em");
    page.locator("[data-backstop-reason=other]").check();
    page.locator("textarea:visible").fill(comment);
    visit.press("continue").at("confirm").press("back").at("survey");
    assertThat(page.locator("[data-backstop-reason=other]")).isChecked();
    assertThat(page.locator("textarea:visible")).hasValue(comment);
    assertThat(page.locator("textarea:visible")).hasAttribute("dir", "auto");
    visit.press("cancel-anyway").at("confirm");
    assertThat(page.locator(".bs-plan")).containsText("\u2068" + product + "\u2069, $49.00");
    assertThat(page.locator("main img, main b")).hasCount(0);
  }

  @Test
  void noControlCharacterOfAHeaderReachesALog() throws IOException {
    Map<String, List<String>> headers =
        Map.of(
            "User-Agent",
            List.of("Evil\u001b[2J\u001b[31m\rINFO planted entry\u0085planted again"),
            "Accept-Language",
            List.of("de\u001b[2J"));
    String path = link().getPath();
    EmbedRecipe.Call call = new EmbedRecipe.Call("GET", path, headers, new byte[0], Duration.ZERO);
    assertThat(RawHttp.send(stage.backstop(), call).status()).isIn(200, 400);
    for (Path log : stage.logs()) {
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      assertThat(text).doesNotContain("\u001b").doesNotContain("planted");
    }
  }
}
