package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard as a merchant's staff meet it; who may do what is {@link DashboardRightsIT}'s. */
class DashboardIT extends InShell {

  private final Staff staff;
  private Merchant merchant;
  private String owner;
  private Eye eye;

  DashboardIT(Stage stage) {
    super(stage);
    staff = new Staff(stage);
  }

  @BeforeEach
  void aMerchantWithAnOwner() {
    merchant = Merchant.open(stage, Map.of("brand.name", "Acme"));
    merchant.stripeHas(EveryOffer.customer("ada", false));
    owner = staff.hire(merchant.slug(), "owner");
    eye = new Eye(page);
  }

  private void signIn(URI node, String mail, String password) {
    page.navigate(node.resolve("/dashboard").toString());
    page.getByLabel("Mail address").fill(mail);
    page.getByLabel("Password").fill(password);
    press("Sign in");
  }

  private void signIn() {
    signIn(stage.backstop(), owner, Staff.PASSWORD);
    assertThat(page.locator("h1")).hasText("Overview");
  }

  private void press(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private void open(String path) {
    page.navigate(stage.backstop().resolve("/dashboard/w/" + merchant.slug() + path).toString());
  }

  private void call(URI node, String secret, int expected) {
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    ObjectNode body = merchant.unsigned("cus_ada", "sub_ada");
    if (secret != null) {
      body.put("timestamp", timestamp)
          .put("signature", Merchant.hmac(secret, "cus_ada\nsub_ada\n" + timestamp));
    }
    assertThat(Merchant.post(node, "cancel", body.toString(), Map.of()).status())
        .isEqualTo(expected);
  }

  @Test
  void aMemberSignsInOnOneNodeWorksOnTheOtherAndSignsOut() {
    signIn();
    assertThat(page.locator(".workspace")).hasText("Merchant " + merchant.slug());
    assertThat(page.context().cookies())
        .extracting(cookie -> cookie.name)
        .containsExactly("backstop");
    Cookie cookie = page.context().cookies().get(0);
    assertThat(cookie.httpOnly).isTrue();
    assertThat(
            staff.text(
                "SELECT count(*) FROM member_session WHERE encode(digest, 'escape') LIKE ?",
                "%" + cookie.value + "%"))
        .isEqualTo("0");

    page.navigate(stage.otherNode().resolve("/dashboard").toString());
    assertThat(page.locator("h1")).hasText("Overview");

    press("Sign out");
    assertThat(page.locator("[role=status]").first()).hasText("You are signed out.");
    page.context()
        .addCookies(
            List.of(new Cookie("backstop", cookie.value).setDomain("127.0.0.1").setPath("/")));
    page.navigate(stage.backstop().resolve("/dashboard").toString());
    assertThat(page.locator("h1")).hasText("Sign in");
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressAreToldTheSame() {
    signIn(stage.backstop(), owner, "not his password");
    String told = page.locator("[role=alert]").textContent();
    assertThat(page.getByLabel("Mail address")).hasValue(owner);
    eye.seesNothingWrong("dashboard-sign-in-wrong");
    signIn(stage.backstop(), "nobody@acme.example", Staff.PASSWORD);
    assertThat(page.locator("[role=alert]")).hasText(told);
  }

  @Test
  void guessingIsSlowedDown() {
    page.navigate(stage.backstop().resolve("/dashboard/sign-in").toString());
    for (int guess = 0; guess < 10; guess++) {
      signIn(stage.backstop(), "guessed@" + merchant.slug() + ".example", "guess " + guess);
    }
    signIn(stage.backstop(), "guessed@" + merchant.slug() + ".example", "guess 11");
    assertThat(page.locator("[role=alert]")).containsText("too often");
  }

  @Test
  void theSecretIsRevealedByPasswordAndReplacedWithAnOverlap() {
    signIn();
    open("/embed");
    assertThat(page.content()).doesNotContain(merchant.secret());
    page.getByLabel("Your password, to see the secret").fill("not his password");
    press("Reveal");
    assertThat(page.locator("#password-error")).isVisible();
    String before = page.context().cookies().get(0).value;
    page.getByLabel("Your password, to see the secret").fill(Staff.PASSWORD);
    press("Reveal");
    assertThat(page.locator("#embed-secret")).hasText(merchant.secret());
    assertThat(page.context().cookies().get(0).value).isNotEqualTo(before);
    eye.seesNothingWrong("dashboard-embed-revealed");

    open("/embed");
    page.getByText("Replace the secret").first().click();
    press("Replace the secret now");
    assertThat(page.locator(".note")).containsText("The secret was replaced.");
    press("Reveal");
    String fresh = page.locator("#embed-secret").textContent();
    assertThat(fresh).matches("bs_[0-9a-f]{64}");
    for (URI node : List.of(stage.backstop(), stage.otherNode())) {
      InForce.awaitAsserted("the new secret on " + node, () -> call(node, fresh, 200));
      call(node, merchant.secret(), 200);
      call(node, "bs_no_secret_of_ours", 401);
    }
    assertThat(
            staff.text(
                "SELECT bool_and(sealed)::text FROM workspace_setting WHERE workspace_id = ?"
                    + " AND key IN ('embed.secret', 'embed.previous-secret')",
                merchant.slug()))
        .isEqualTo("true");
    open("/audit");
    assertThat(page.locator("main")).containsText("Replaced the embed secret");
    assertThat(page.locator("main")).containsText("Saw the embed secret");
    assertThat(page.content()).doesNotContain(fresh).doesNotContain(merchant.secret());
  }

  @Test
  void aSecretIsReplacedOnceByAFormThatComesTwice() {
    signIn();
    open("/embed");
    Page other = page.context().newPage();
    other.navigate(page.url());
    for (Page each : List.of(page, other)) {
      each.getByText("Replace the secret").first().click();
      each.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replace the secret now"))
          .click();
    }
    assertThat(other.locator(".note")).containsText("Nothing has changed");
  }

  @Test
  void requiringSignaturesIsInForceOnBothNodesWithinTwoSeconds() {
    call(stage.backstop(), null, 200);
    call(stage.otherNode(), null, 200);
    signIn();
    open("/embed");
    page.getByLabel("Refuse calls without a signature").check();
    saveSignedCalls();
    assertThat(page.locator(".note")).containsText("Saved.");
    assertThat(page.getByLabel("Refuse calls without a signature")).isChecked();
    for (URI node : List.of(stage.backstop(), stage.otherNode())) {
      InForce.awaitAsserted("the flag on " + node, () -> call(node, null, 401));
      call(node, merchant.secret(), 200);
    }
    page.navigate(page.url().replace(stage.backstop().toString(), stage.otherNode().toString()));
    assertThat(page.getByLabel("Refuse calls without a signature")).isChecked();
  }

  @Test
  void fromADateOnUnsignedCallsAreRefusedAndThePageSaysSo() {
    call(stage.backstop(), null, 200);
    signIn();
    open("/embed");
    assertThat(page.locator("#until-past")).hasCount(0);
    page.getByLabel("Take unsigned calls until (UTC)").fill("2026-01-02T03:04");
    saveSignedCalls();
    assertThat(page.locator(".note")).containsText("Saved.");
    assertThat(page.locator("#until-past")).containsText("refused since Jan 2, 2026");
    assertThat(page.getByLabel("Take unsigned calls until (UTC)")).hasValue("2026-01-02T03:04");
    assertThat(page.getByLabel("Refuse calls without a signature")).not().isChecked();
    InForce.awaitAsserted("the day that is past", () -> call(stage.backstop(), null, 401));
    call(stage.backstop(), merchant.secret(), 200);

    page.getByLabel("Take unsigned calls until (UTC)").fill("");
    saveSignedCalls();
    assertThat(page.locator("#until-past")).hasCount(0);
    InForce.awaitAsserted("no day any more", () -> call(stage.backstop(), null, 200));
  }

  @Test
  void aDateThatNobodyCanReadSavesNothingAndLeavesTheFormAsItWas() {
    signIn();
    open("/embed");
    page.locator("#until").evaluate("field => { field.type = 'text'; field.value = 'soon'; }");
    page.getByLabel("Refuse calls without a signature").check();
    saveSignedCalls();
    assertThat(page.locator("#until-error")).isVisible();
    assertThat(page.getByLabel("Refuse calls without a signature")).isChecked();
    open("/embed");
    assertThat(page.getByLabel("Refuse calls without a signature")).not().isChecked();
  }

  private void saveSignedCalls() {
    page.locator("section", new Page.LocatorOptions().setHasText("Signed calls"))
        .getByText("Save")
        .click();
  }

  @Test
  void originsAreCheckedLineByLineAndKeptAsTyped() {
    signIn();
    open("/embed");
    String typed = "https://app.acme.example\nhttps://acme.example/billing";
    page.getByLabel("Origins, one a line").fill(typed);
    page.locator("section", new Page.LocatorOptions().setHasText("Allowed origins"))
        .getByText("Save")
        .click();
    assertThat(page.locator("#origins-error")).containsText("https://acme.example/billing");
    assertThat(page.getByLabel("Origins, one a line")).hasValue(typed);
    page.getByLabel("Origins, one a line").fill("https://App.acme.example:443/\n");
    page.locator("section", new Page.LocatorOptions().setHasText("Allowed origins"))
        .getByText("Save")
        .click();
    assertThat(page.getByLabel("Origins, one a line")).hasValue("https://app.acme.example");
    InForce.awaitAsserted(
        "the listed origin on the other node",
        () ->
            assertThat(
                    Merchant.post(
                            stage.otherNode(),
                            "cancel",
                            merchant.bundle("cus_ada", "sub_ada").toString(),
                            Map.of("Origin", "https://other.example"))
                        .status())
                .isEqualTo(403));
  }

  @Test
  void somebodyIsInvitedJoinsGetsARoleAndIsRemoved() {
    signIn();
    open("/team");
    String mail = "new@" + merchant.slug() + ".example";
    page.locator("#mail").fill(mail);
    page.locator("#role").selectOption("viewer");
    press("Make a link");
    String link = page.locator("#join-link").textContent();
    eye.seesNothingWrong("dashboard-team-invited");

    comeIn(new NewContextOptions());
    page.navigate(link);
    assertThat(page.getByLabel("Mail address")).hasValue(mail);
    new Eye(page).seesNothingWrong("dashboard-join");
    page.getByLabel("Choose a password").fill("another four words");
    press("Join");
    assertThat(page.locator("h1")).hasText("Overview");
    assertThat(page.locator("nav").first()).not().containsText("Audit log");
    page.navigate(link);
    assertThat(page.locator("h1")).hasText("This link is over");

    comeIn(new NewContextOptions());
    signIn();
    open("/team");
    page.getByLabel("Role " + mail).selectOption("editor");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change " + mail)).click();
    assertThat(page.getByLabel("Role " + mail)).hasValue("editor");
    page.getByText("Remove " + mail).click();
    press("Remove from workspace " + mail);
    assertThat(page.locator("table").first()).not().containsText(mail);

    page.getByLabel("Role " + owner).selectOption("viewer");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change " + owner)).click();
    assertThat(page.locator("[role=alert]")).containsText("keeps an owner");
    open("/audit");
    for (String line : List.of("Invited", "Joined", "Changed a role", "Removed", "Signed in")) {
      assertThat(page.locator("main")).containsText(line);
    }
  }

  @Test
  void aSessionCanBeEndedFromAnother() {
    String stolen = staff.signIn(owner);
    signIn();
    open("/sign-ins");
    assertThat(page.locator("tbody tr")).hasCount(2);
    eye.seesNothingWrong("dashboard-sign-ins");
    page.locator("tr", new Page.LocatorOptions().setHasText("Unknown browser"))
        .getByRole(AriaRole.BUTTON)
        .click();
    assertThat(page.locator("tbody tr")).hasCount(1);
    page.context().clearCookies();
    page.context()
        .addCookies(List.of(new Cookie("backstop", stolen).setDomain("127.0.0.1").setPath("/")));
    page.navigate(stage.otherNode().resolve("/dashboard").toString());
    assertThat(page.locator("h1")).hasText("Sign in");
  }

  @Test
  void theBrandIsSavedAndAWrongColourKeepsWhatWasTyped() {
    signIn();
    open("/brand");
    page.getByLabel("Name").fill("Acme & Söhne");
    page.getByLabel("Colour").fill("#12");
    page.evaluate("() => (document.forms[1].noValidate = true)");
    press("Save");
    assertThat(page.locator("[role=alert]")).containsText("six hex digits");
    assertThat(page.getByLabel("Name")).hasValue("Acme & Söhne");
    page.getByLabel("Colour").fill("#ffd400");
    page.getByLabel("Dark").check();
    press("Save");
    assertThat(page.getByLabel("Colour")).hasValue("#ffd400");
    assertThat(page.getByLabel("Dark")).isChecked();
    eye.seesNothingWrong("dashboard-brand");
  }

  @Test
  void theOverviewCountsWhatHappensAndTicksWhatWorks() {
    signIn();
    eye.seesNothingWrong("dashboard-overview-empty");
    CancelVisit.of(page, merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada"))
        .press("keep")
        .at("done");
    open("");
    assertThat(page.locator(".numbers > div").nth(0)).containsText("1");
    assertThat(page.locator(".numbers > div").nth(1)).containsText("1");
    assertThat(page.locator(".numbers > div").nth(2)).containsText("0");
    // The last one is written down a moment after the call.
    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(
            () -> {
              open("");
              assertThat(page.locator(".steps .done").count()).isEqualTo(3);
            });
    eye.seesNothingWrong("dashboard-overview");
  }

  @Test
  void everyPageIsRight() {
    signIn();
    for (String name : List.of("embed", "team", "audit")) {
      open("/" + name);
      eye.seesNothingWrong("dashboard-" + name);
      eye.seesNothingWrongInForcedColors("dashboard-" + name);
    }
    open("/embed");
    page.getByText("Python").click();
    assertThat(page.locator("#code-python")).containsText(merchant.slug());
    assertThat(page.locator("#code-node")).isHidden();
    page.locator("#snippets").evaluate("element => element.scrollIntoView()");
    eye.takePicture("dashboard-embed-code", 1280);
    eye.takePicture("dashboard-embed-code", 390);
    open("/nothing");
    assertThat(page.locator("h1")).hasText("There is nothing here");
    eye.seesNothingWrong("dashboard-gone");
    page.context().clearCookies();
    page.navigate(stage.backstop().resolve("/dashboard").toString());
    eye.seesNothingWrong("dashboard-sign-in");
  }

  @Test
  void onAPhoneTheMenuOpensByKeyboardAndLeadsOnWithoutAScript() {
    comeIn(new NewContextOptions().setJavaScriptEnabled(false).setViewportSize(390, 800));
    signIn();
    Locator menu = page.locator(".menu summary");
    assertThat(menu).hasText("Menu Overview");
    assertThat(navigation().getByRole(AriaRole.LINK)).hasText("Backstop");
    assertThat(navigation().boundingBox().height).isLessThan(64);
    assertThat(menu.boundingBox().height).isGreaterThanOrEqualTo(44);

    menu.press("Enter");
    assertThat(navigation().locator("[aria-current=page]")).hasText("Overview");
    page.keyboard().press("Tab");
    assertThat(link("Overview")).isFocused();
    for (Locator each : navigation().getByRole(AriaRole.LISTITEM).all()) {
      assertThat(each.boundingBox().height).isGreaterThanOrEqualTo(44);
    }
    link("Team").press("Enter");
    assertThat(page.locator("h1")).hasText("Team");
    assertThat(menu).hasText("Menu Team");
    assertThat(link("Team")).isHidden();
    menu.press(" ");
    assertThat(navigation().locator("[aria-current=page]")).hasText("Team");
    menu.press(" ");
    assertThat(link("Team")).isHidden();
  }

  @Test
  void theOpenMenuIsRightAndAWideScreenNeedsNone() {
    signIn();
    assertThat(link("Team")).isVisible();
    assertThat(page.locator(".menu")).isHidden();
    page.setViewportSize(390, 800);
    page.locator(".menu summary").click();
    assertThat(link("Team")).isVisible();
    eye.seesNothingWrong("dashboard-menu");
    eye.seesNothingWrongInForcedColors("dashboard-menu");
  }

  private Locator navigation() {
    return page.getByRole(
        AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Pages").setExact(true));
  }

  private Locator link(String name) {
    return navigation()
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void signInWorksOnWildFlyToo() {
    signIn(stage.wildfly(), owner, "not his password");
    assertThat(page.locator("[role=alert]")).isVisible();
    signIn(stage.wildfly(), owner, Staff.PASSWORD);
    assertThat(page.locator("h1")).hasText("Overview");
    page.navigate(stage.wildfly().resolve("/dashboard/w/" + merchant.slug() + "/embed").toString());
    page.getByLabel("Your password, to see the secret").fill(Staff.PASSWORD);
    press("Reveal");
    assertThat(page.locator("#embed-secret")).hasText(merchant.secret());
    page.navigate(stage.backstop().resolve("/dashboard").toString());
    assertThat(page.locator("h1")).hasText("Overview");
  }
}
