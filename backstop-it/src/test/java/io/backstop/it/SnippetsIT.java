package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code that the dashboard gives to copy, run as it was copied: backends in every language that
 * this machine has, against the endpoint; pages in a browser.
 */
class SnippetsIT extends InBrowser {

  private static final List<String> SURFACES = List.of("cancel", "portal", "payment-wall");
  private static final String BACK = "http://localhost:9/billing?tab=plan";

  private Merchant merchant;
  private String engineer;

  SnippetsIT(Stage stage) {
    super(stage);
  }

  @BeforeAll
  void aMerchantWithAnEngineer() {
    merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(Customers.MONTHLY);
    merchant.stripeHas(WallVisit.debtor("grace"));
    Staff staff = new Staff(stage);
    engineer = staff.signIn(staff.hire(merchant.slug(), "viewer"));
  }

  private static String customer(String surface) {
    return surface.equals("payment-wall") ? "cus_grace" : "cus_ada";
  }

  private static String[] ids(String surface) {
    return surface.equals("cancel")
        ? new String[] {"cus_ada", "sub_ada"}
        : new String[] {customer(surface)};
  }

  /** What stands in the dashboard for this surface and way, under {@code id}. */
  private String copied(String surface, String how, String id) {
    page.context()
        .addCookies(List.of(new Cookie("backstop", engineer).setDomain("127.0.0.1").setPath("/")));
    page.navigate(
        stage
            .backstop()
            .resolve("/dashboard/w/" + merchant.slug() + "/embed?for=" + surface + "&how=" + how)
            .toString());
    return page.locator("#code-" + id).textContent();
  }

  static Stream<Program> found() {
    return Program.found().stream();
  }

  @Test
  void javaAtLeastIsHere() {
    assertThat(Program.found()).contains(Program.JAVA);
  }

  @ParameterizedTest
  @MethodSource("found")
  void everyBackendSignsAndGetsItsLink(Program language) throws IOException {
    for (String surface : SURFACES) {
      String code = copied(surface, "redirect", language.id());
      Program.Run run = language.run(code, merchant.secret(), BACK, ids(surface));

      assertThat(run.output()).as(surface).startsWith(stage.backstop().toString());
      assertThat(run.status()).isZero();
      page.navigate(run.output());
      assertThat(page.locator("main[data-backstop-surface=" + surface + "]")).isVisible();
    }
  }

  @ParameterizedTest
  @MethodSource("found")
  void aBackendThatIsRefusedSaysWhy(Program language) throws IOException {
    String code = copied("cancel", "redirect", language.id());
    Program.Run run = language.run(code, "bs_another", BACK, ids("cancel"));

    assertThat(run.status()).isNotZero();
    assertThat(run.output()).contains("signature_invalid");
  }

  @ParameterizedTest
  @MethodSource("found")
  void nobodyIsSentToTheWallWhoOwesNothing(Program language) throws IOException {
    String code = copied("payment-wall", "redirect", language.id());
    Program.Run run = language.run(code, merchant.secret(), BACK, "cus_ada");

    assertThat(run.output()).isIn("nothing", "");
    assertThat(run.status()).isZero();
  }

  private String bundle(String surface) {
    return merchant
        .bundle(customer(surface), surface.equals("cancel") ? "sub_ada" : null)
        .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "cancel, overlay",
    "portal, overlay",
    "payment-wall, overlay",
    "cancel, frame",
    "portal, frame",
    "payment-wall, frame"
  })
  void everyPageOpensItsSurfaceAndHearsHowItEnded(String surface, String how) throws IOException {
    String code = copied(surface, how, "page");
    try (MerchantsSite site = MerchantsSite.serve(code, () -> bundle(surface), () -> "")) {
      page.navigate(site.address("/page"));
      page.waitForFunction(
          how.equals("overlay") ? "() => window.Backstop && Backstop.cancel" : "() => true");
      page.locator("#backstop").click();
      FrameLocator frame = page.frameLocator("iframe");
      assertThat(frame.locator("main[data-backstop-surface=" + surface + "]")).isVisible();
      if (surface.equals("payment-wall")) {
        assertThat(frame.locator("[data-backstop-action=pay]").first()).isVisible();
        return; // a hard wall has no way back that changes nothing
      }
      Modal modal = new Modal(page);
      if (surface.equals("cancel")) {
        modal.press("keep").at("done");
      }
      modal.press("close");
      assertThat(page)
          .hasURL(
              Pattern.compile(
                  "/billing\\?came-back="
                      + (surface.equals("cancel") ? "saved" : "dismissed")
                      + "$"));
    }
  }

  @ParameterizedTest
  @CsvSource({"cancel", "portal", "payment-wall"})
  void aFormLeadsToThePageAndBack(String surface) throws IOException {
    Program language = Program.found().get(0);
    String backend = copied(surface, "redirect", language.id());
    String form = copied(surface, "redirect", "page");
    MerchantsSite[] there = new MerchantsSite[1];
    try (MerchantsSite site =
        MerchantsSite.serve(
            form,
            () -> "",
            () ->
                language
                    .run(backend, merchant.secret(), there[0].address("/billing"), ids(surface))
                    .output())) {
      there[0] = site;
      page.navigate(site.address("/page"));
      page.getByRole(AriaRole.BUTTON).click();
      assertThat(page.locator("main[data-backstop-surface=" + surface + "]")).isVisible();
      assertThat(page.url()).startsWith(stage.backstop().toString());
      if (surface.equals("payment-wall")) {
        return;
      }
      page.locator("[data-backstop-action=back]:visible").first().click();
      page.waitForURL("**/billing?*");
      assertThat(URI.create(page.url()).getQuery())
          .contains("backstop_outcome=dismissed", "backstop_signature=");
    }
  }
}
