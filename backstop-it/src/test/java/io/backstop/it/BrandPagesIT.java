package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import io.backstop.it.Merchant.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A merchant gives his customers' pages his logo, his style and his host; and what may go wrong.
 */
class BrandPagesIT extends InShell {

  private final Staff staff;
  private Merchant merchant;
  private String owner;
  private Eye eye;

  BrandPagesIT(Stage stage) {
    super(stage);
    staff = new Staff(stage);
  }

  @BeforeEach
  void anOwnerWhoIsSignedIn() {
    merchant = Merchant.open(stage, Map.of());
    owner = staff.hire(merchant.slug(), "owner");
    eye = new Eye(page);
    isSignedInBy(staff.signIn(owner));
  }

  private void isSignedInBy(String session) {
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

  private void change(String sql) {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, merchant.slug());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(120, 40, BufferedImage.TYPE_INT_RGB), "png", png);
    return png.toByteArray();
  }

  private void upload(String name, String type, byte[] bytes) {
    page.locator("#logo").setInputFiles(new FilePayload(name, type, bytes));
    press("Upload");
  }

  @Test
  void aLogoIsUploadedShownAndTakenAwayAgain() throws IOException {
    open("/brand");
    upload("logo.png", "image/png", picture());
    assertThat(page.locator("img.logo")).isVisible();
    assertThat(page.evaluate("() => document.querySelector('img.logo').naturalWidth"))
        .isEqualTo(120);
    eye.seesNothingWrong("brand-logo");
    press("Remove the logo");
    assertThat(page.locator("img.logo")).hasCount(0);
  }

  @Test
  void aPictureThatCannotBeTakenIsToldWhy() {
    open("/brand");
    byte[] svg =
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
            .getBytes(StandardCharsets.UTF_8);
    upload("logo.png", "image/png", svg);
    assertThat(page.locator("[role=alert]")).containsText("SVG is not taken");
    eye.seesNothingWrong("brand-logo-wrong");
    byte[] script = "GIF89a<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    upload("logo.gif", "image/gif", script);
    assertThat(page.locator("[role=alert]")).containsText("cannot be read");
    upload("logo.png", "image/png", new byte[1_300_000]);
    assertThat(page.locator("[role=alert]")).containsText("at most 1 MiB");
    assertThat(page.locator("img.logo")).hasCount(0);
  }

  @Test
  void whatIsFarTooLargeIsToldSoBeforeItIsRead() throws IOException {
    String path = "/dashboard/w/" + merchant.slug() + "/brand/logo";
    try (RawHttp.Begun begun = RawHttp.begin(stage.backstop(), path, "x".repeat(3 << 20))) {
      Answer answer = begun.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("That was too much at once").doesNotContain("come from");
    }
  }

  @Test
  void aStyleSheetIsSavedAndAWrongLineIsShownWithWhatWasTyped() {
    open("/brand/css");
    eye.seesNothingWrong("css-empty");
    page.locator("#css").fill(".bs-title { color: #123456 }\n.bs-btn { position: fixed }\n");
    press("Save");
    assertThat(page.locator("#flaws li").first()).containsText("Line 2, column");
    assertThat(page.locator("#flaws code").first()).hasText(".bs-btn { position: fixed }");
    assertThat(page.locator("#css")).hasValue(Pattern.compile("position: fixed"));
    eye.seesNothingWrong("css-flaws");
    eye.seesNothingWrongInForcedColors("css-flaws");

    page.locator("#css").fill(".bs-title { color: #123456 }\n");
    press("Save");
    assertThat(page.locator(".note")).containsText("Saved.");
    assertThat(saved()).isEqualTo(".bs-title { color: #123456 }");
  }

  @Test
  void aSheetOfAlmost64KiBInShortLinesIsSavedAsOftenAsOnePleases() {
    String line = ".bs-title { color: #123456 }\n";
    String sheet = line.repeat(64 * 1024 / line.length());
    open("/brand/css");
    for (int i = 0; i < 2; i++) {
      if (i == 0) {
        page.locator("#css").fill(sheet);
      }
      press("Save");
      assertThat(page.locator(".note")).containsText("Saved.");
    }
    assertThat(saved()).isEqualTo(sheet.strip());
  }

  private String saved() {
    return staff.text(
        "SELECT value FROM workspace_setting WHERE workspace_id = ? AND key = 'brand.css'",
        merchant.slug());
  }

  @Test
  void aDomainIsAddedAskedAboutAndRemoved() {
    open("/domain");
    eye.seesNothingWrong("domain-none");
    page.locator("#host").fill("https://billing.acme.com/");
    press("Add domain");
    assertThat(page.locator("#host-error")).containsText("Type the host alone");
    assertThat(page.locator("#host")).hasValue("https://billing.acme.com/");
    eye.seesNothingWrong("domain-wrong");

    String host = "billing." + merchant.slug() + "-backstop.com";
    page.locator("#host").fill(host);
    press("Add domain");
    assertThat(page.locator("#txt-name")).hasText("_backstop-verify." + host);
    assertThat(page.locator("main")).containsText("Waiting for your records.");
    eye.seesNothingWrong("domain-pending");
    press("Verify now");
    assertThat(page.locator(".note").first())
        .hasText(Pattern.compile("DNS did not answer|The TXT record was not seen"));
    assertThat(page.locator("main")).containsText("DNS was last asked on");

    for (String state : List.of("active", "suspended")) {
      change(
          "UPDATE custom_domain SET state = '"
              + state
              + "', seen = 'CNAME elsewhere.example' WHERE workspace_id = ?");
      open("/domain");
      assertThat(page.locator("#seen")).isVisible();
      eye.seesNothingWrong("domain-" + state);
    }
    page.locator("details.ask summary").click();
    press("Remove it");
    assertThat(page.locator("#host[name=host]")).isVisible();
  }

  @Test
  void aCampaignsPageIsRight() {
    merchant.stripeHas(WallVisit.debtor("dora"));
    WallVisit.link(merchant, stage.backstop(), "cus_dora", Map.of());
    open("/recovery");
    page.locator("tbody a[href*='/recovery/']").first().click();
    assertThat(page.locator("main")).containsText("$49.00");
    eye.seesNothingWrong("recovery-campaign");
  }

  @Test
  void whoSendsAFormAfterHisSessionIsToldAndLedBack() {
    open("/brand/css");
    page.locator("#css").fill(".bs-title { color: #123456 }");
    change(
        "DELETE FROM member_session WHERE member_id IN"
            + " (SELECT member_id FROM member_seat WHERE workspace_id = ?)");
    press("Save");
    assertThat(page.locator(".note")).containsText("What you sent was not saved.");
    eye.seesNothingWrong("session-over");
    page.getByLabel("Mail address").fill(owner);
    page.getByLabel("Password").fill(Staff.PASSWORD);
    press("Sign in");
    assertThat(page).hasURL(Pattern.compile("/dashboard/w/" + merchant.slug() + "$"));
    assertThat(saved()).isEmpty();
  }

  @Test
  void aPageFromBeforeASignInIsToldApartFromAnothersForm() {
    open("/brand/css");
    page.locator("#css").fill(".bs-title { color: #123456 }");
    isSignedInBy(staff.signIn(owner));
    press("Save");
    assertThat(page.locator("h1")).hasText("This page is from before you signed in");
    eye.seesNothingWrong("outdated");
    assertThat(saved()).isEmpty();
  }
}
