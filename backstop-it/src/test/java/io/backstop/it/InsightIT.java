package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a merchant's staff look up, and what they do about it, in a browser. */
class InsightIT extends InShell {

  private final Staff staff;
  private Merchant merchant;
  private Eye eye;

  InsightIT(Stage stage) {
    super(stage);
    staff = new Staff(stage);
  }

  @BeforeEach
  void aMerchantWithAVisit() {
    merchant = Merchant.open(stage, Map.of("brand.name", "Acme"));
    merchant.stripeHas(EveryOffer.customer("ada", false));
    eye = new Eye(page);
    CancelVisit.of(page, merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada"))
        .press("keep")
        .at("done");
    String session = staff.signIn(staff.hire(merchant.slug(), "owner"));
    page.context()
        .addCookies(List.of(new Cookie("backstop", session).setDomain("127.0.0.1").setPath("/")));
  }

  private void open(String path) {
    page.navigate(stage.backstop().resolve("/dashboard/w/" + merchant.slug() + path).toString());
  }

  private void press(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private String portalLink() {
    String bundle = merchant.bundle("cus_ada", null).toString();
    return Merchant.post(stage.backstop(), "portal", bundle, Map.of()).json().path("url").asText();
  }

  @Test
  void everyPageIsRight() {
    open("?days=7");
    assertThat(page.locator(".drawing canvas").first()).isVisible();
    assertThat(page.locator(".twin table").first()).isHidden();
    eye.seesNothingWrong("insight-overview");
    eye.seesNothingWrongInForcedColors("insight-overview");
    for (String name : List.of("customers", "sessions", "recovery", "portal")) {
      open("/" + name);
      eye.seesNothingWrong("insight-" + name);
      eye.seesNothingWrongInForcedColors("insight-" + name);
    }
    open("/customers/cus_ada");
    eye.seesNothingWrong("insight-customer");
  }

  @Test
  void aSessionShowsWhatWasShownAndChosen() {
    open("/sessions?outcome=saved");
    page.locator("tbody a").first().click();
    assertThat(page.locator("h1")).hasText("Session");
    assertThat(page.locator("main")).containsText("Saved in another way");
    assertThat(page.locator("main")).containsText("Decided to stay");
    eye.seesNothingWrong("insight-session");
    open("/sessions?outcome=canceled");
    assertThat(page.locator("main")).containsText("Nothing fits this filter.");
  }

  @Test
  void whatNoColumnCanHoldIsLookedForInVain() {
    open("/customers?customer=cus_ada%00&after=%00");
    assertThat(page.locator("main")).containsText("Nothing fits this filter.");
    open("/sessions?customer=%00&reason=%00&flow=%00&before=%00");
    assertThat(page.locator("main")).containsText("Nothing fits this filter.");
  }

  @Test
  void wrongDaysAreToldAndKept() {
    open("?from=2026-11-30&to=2026-11-01");
    assertThat(page.locator("#days-error")).isVisible();
    assertThat(page.locator("#from")).hasValue("2026-11-30");
  }

  @Test
  void whatWasTypedComesBackWholeWhenPartOfItIsWrong() {
    open("/portal");
    page.locator("#exit-url").fill("nowhere");
    page.locator("#exit-label").fill("Our people");
    page.locator("form", new Page.LocatorOptions().setHas(page.locator("#exit-url")))
        .getByRole(AriaRole.BUTTON)
        .click();
    assertThat(page.locator("#exit-url-error")).isVisible();
    assertThat(page.locator("#exit-url")).hasValue("nowhere");
    assertThat(page.locator("#exit-label")).hasValue("Our people");
  }

  @Test
  void aRevokedPortalLinkIsOverAndTheNextCallMakesANewOne() {
    String link = portalLink();
    open("/customers/cus_ada");
    page.getByText("Revoke the portal link").click();
    press("Revoke it now");
    assertThat(page.locator(".note")).containsText("Revoked.");
    assertThat(page.locator(".facts")).containsText("None is live");
    assertThat(Merchant.send(HttpRequest.newBuilder(URI.create(link)).build()).status())
        .isEqualTo(410);
    assertThat(portalLink()).isNotEqualTo(link);
    open("/audit");
    assertThat(page.locator("main")).containsText("Revoked a portal link");
  }

  @Test
  void theFileHasEveryRowAndItsDownloadIsAudited() throws IOException {
    String formula = "=HYPERLINK(\"https://evil.example\")";
    Visitor.follows(merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada"))
        .press("continue", "reason", "other", "comment", formula)
        .press("keep");
    open("/sessions");
    Download download = page.waitForDownload(() -> press("Download as CSV"));
    List<String> lines = Files.readAllLines(download.path());
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("\uFEFF\"session_id\"");
    assertThat(lines.get(1)).contains("\"cus_ada\"").contains("\"saved_other\"");
    assertThat(String.join("\n", lines)).contains("\"'" + formula.replace("\"", "\"\""));
    open("/audit");
    assertThat(page.locator("main")).containsText("Downloaded sessions");
  }

  @Test
  void whatIsNotHereIsNotFound() {
    for (String path : List.of("/customers/cus_none", "/sessions/cs_none", "/recovery/rc_none")) {
      open(path);
      assertThat(page.locator("h1")).hasText("There is nothing here");
    }
  }
}
