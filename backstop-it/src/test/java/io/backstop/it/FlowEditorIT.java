package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merchant's way from a template to a customer who meets what was made of it. */
class FlowEditorIT extends ShopRoute {

  private final Staff staff;
  private String owner;
  private Eye eye;

  FlowEditorIT(Stage stage) {
    super(stage);
    staff = new Staff(stage);
  }

  @BeforeEach
  void anOwner() {
    owner = staff.hire(merchant.slug(), "owner");
    eye = new Eye(page);
  }

  private void enter(String mail) {
    page.navigate(stage.backstop().resolve("/dashboard").toString());
    page.getByLabel("Mail address").fill(mail);
    page.getByLabel("Password").fill(Staff.PASSWORD);
    click("Sign in");
    assertThat(page.locator("h1")).hasText("Overview");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Cancel flows")).click();
    assertThat(page.locator("h1")).hasText("Cancel flows");
  }

  private void click(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  private void follow(String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true)).click();
  }

  /** A flow of the template that begins with a discount; leaves its editor open. */
  private void startFromTemplate() {
    follow("Pick a template");
    assertThat(page.locator(".gallery > li")).hasCount(12);
    page.locator(
            "form", new Page.LocatorOptions().setHas(page.locator("input[value=" + TEMPLATE + "]")))
        .getByRole(AriaRole.BUTTON)
        .click();
    assertThat(page.locator("h1")).hasText("Edit cancel flow");
  }

  private static final String TEMPLATE = "price-first";

  private Locator discount() {
    return page.locator("#tree a[href*='at=offer:']").first();
  }

  private FrameLocator sample() {
    return page.frameLocator("#sample");
  }

  private String flow() {
    return page.url().replaceAll(".*/(flw_[0-9a-z]{26}).*", "$1");
  }

  private String percent(String flow) {
    return staff.text(
        "SELECT document::json -> 'offers' -> 0 ->> 'percent' FROM flow JOIN flow_step"
            + " USING (workspace_id, flow_id, step) WHERE workspace_id = ? AND flow_id = ?",
        merchant.slug(),
        flow);
  }

  @Test
  void fromATemplateToTheShop() throws IOException {
    enter(owner);
    eye.seesNothingWrong("dashboard-flows-empty");
    follow("Pick a template");
    eye.seesNothingWrong("dashboard-flows-templates");
    page.goBack();
    startFromTemplate();

    discount().click();
    page.getByLabel("Percent off").fill("35");
    click("Save");
    assertThat(page.locator(".note[role=status]")).hasText("Saved in the draft.");
    assertThat(sample().locator("main")).containsText("35%");
    click("Undo");
    assertThat(page.getByLabel("Percent off")).not().hasValue("35");
    click("Redo");
    assertThat(page.getByLabel("Percent off")).hasValue("35");
    eye.seesNothingWrong("dashboard-flows-editor-offer");

    follow("See it as a customer");
    assertThat(sample().locator("main")).hasAttribute("data-backstop-step", "survey");
    page.locator(".choices a", new Page.LocatorOptions().setHasText("too much")).first().click();
    assertThat(sample().locator("main")).containsText("35%");
    assertThat(sample().locator("main")).hasAttribute("data-backstop-step", "offer");
    eye.seesNothingWrong("dashboard-flows-try");
    follow("Accept the offer");
    assertThat(sample().locator("main")).hasAttribute("data-backstop-step", "done");

    follow("Publish");
    eye.seesNothingWrong("dashboard-flows-publish");
    click("Publish this draft");
    assertThat(page.locator("tbody tr")).hasCount(1);
    String flow = flow();
    eye.seesNothingWrong("dashboard-flows-versions");
    page.locator("tbody a[href$='/versions/1']").first().click();
    eye.seesNothingWrong("dashboard-flows-version");
    page.goBack();
    follow("Traffic");
    page.locator("#version-0").selectOption(flow + "/1");
    page.locator("#percent-0").fill("99");
    click("Save traffic");
    assertThat(page.locator("[role=alert]")).containsText("100 together");
    assertThat(page.locator("#percent-0")).hasValue("99");
    page.locator("#percent-0").fill("100");
    eye.seesNothingWrong("dashboard-flows-traffic");
    click("Save traffic");
    assertThat(page.locator(".note[role=status]")).containsText("Saved");
    page.locator("nav a[href$='/flows']").click();
    assertThat(page.locator("tbody tr").first()).containsText("Live: 100 %");
    eye.seesNothingWrong("dashboard-flows");

    for (URI node : List.of(stage.backstop(), stage.otherNode())) {
      Awaitility.await("in force on " + node)
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(versionMetAt(node)).isEqualTo(flow + "/1"));
    }
    page.navigate(
        stage
            .backstop()
            .resolve("/dashboard/w/" + merchant.slug() + "/embed?for=cancel&how=redirect")
            .toString());
    Program.Run backend =
        Program.JAVA.run(
            page.locator("#code-" + Program.JAVA.id()).textContent(),
            merchant.secret(),
            "http://localhost:9/billing",
            "cus_demo_ada",
            "sub_demo_ada");
    assertThat(backend.status()).as(backend.output()).isZero();

    comeIn(new NewContextOptions());
    page.navigate(backend.output());
    page.locator("[data-backstop-reason=too_expensive]").click();
    page.locator("[data-backstop-action=continue]").click();
    assertThat(page.locator("main[data-backstop-step=offer]")).containsText("35%");

    signIn("cus_demo_ada");
    pressInShop("cancel");
    Modal modal = new Modal(page).at("survey");
    modal().locator("[data-backstop-reason=too_expensive]").click();
    modal.press("continue").at("offer");
    assertThat(modal().locator("main")).containsText("35%");
  }

  /** The flow and version of a customer's session that begins at {@code node} now. */
  private String versionMetAt(URI node) {
    URI link = merchant.cancelLink(node, "cus_demo_ada", "sub_demo_ada");
    assertThat(Merchant.send(HttpRequest.newBuilder(link).build()).status()).isEqualTo(200);
    return staff.text(
        "SELECT flow_id || '/' || flow_number FROM cancel_session WHERE workspace_id = ?"
            + " ORDER BY opened_at DESC LIMIT 1",
        merchant.slug());
  }

  @Test
  void twoPeopleEditOneFlowAndNothingIsLost() {
    enter(owner);
    startFromTemplate();
    discount().click();
    String address = page.url();
    String flow = flow();
    page.getByLabel("Percent off").waitFor();

    String editor = staff.hire(merchant.slug(), "editor");
    Page first = page;
    try (var other = person()) {
      Page second = other.newPage();
      page = second;
      enter(editor);
      second.navigate(address);
      second.getByLabel("Headline, English").fill("Stay for less");
      click("Save");
      assertThat(second.locator(".note[role=status]")).hasText("Saved in the draft.");
    } finally {
      page = first;
    }

    page.getByLabel("Percent off").fill("40");
    click("Save");
    assertThat(page.locator("h1")).hasText("Somebody was faster");
    assertThat(page.locator("[role=alert]")).containsText(editor);
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("tbody tr").first()).containsText("40");
    assertThat(percent(flow)).isNotEqualTo("40");
    new Eye(page).seesNothingWrong("dashboard-flows-stale");
    click("Make my change in the new draft");
    assertThat(page.getByLabel("Percent off")).hasValue("40");
    assertThat(page.getByLabel("Headline, English")).hasValue("Stay for less");
  }

  @Test
  void aRemovedOfferTakesItsReferencesAlongAndComesBackWithUndo() {
    enter(owner);
    startFromTemplate();
    String before = page.locator("#tree").textContent();
    discount().click();
    page.getByText("Remove…").click();
    assertThat(page.locator("details[open]")).containsText("Reason “");
    page.locator("button[value=remove]").click();
    assertThat(page.locator("h2#place")).hasText("Offers");
    assertThat(page.locator("#tree")).not().hasText(before);
    click("Undo");
    assertThat(page.locator("#tree")).hasText(before);
  }

  @Test
  void theMainPathNeedsNoMouse() {
    enter(owner);
    tabTo("Pick a template");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("New cancel flow");
    tabTo("Start from this");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Edit cancel flow");
    page.locator("#tree a[href$='at=survey']").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("h2#place")).hasText("Survey");
    tabToLabel("Question, English");
    page.keyboard().press("Control+A");
    page.keyboard().type("Why do you go?");
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile("note=draft-saved"));
    assertThat(page.getByLabel("Question, English")).hasValue("Why do you go?");
    assertThat(sample().locator("h1")).hasText("Why do you go?");
    tabTo("Publish");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Publish a cancel flow");
    tabTo("Publish this draft");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Versions of a cancel flow");
  }

  private void tabTo(String name) {
    for (int i = 0; i < 120; i++) {
      page.keyboard().press("Tab");
      Object focused = page.evaluate("() => document.activeElement.textContent.trim()");
      if (name.equals(focused)) {
        return;
      }
    }
    throw new AssertionError("no way to " + name + " by keyboard");
  }

  private void tabToLabel(String label) {
    for (int i = 0; i < 120; i++) {
      page.keyboard().press("Tab");
      if (page.getByLabel(label).evaluate("it => it === document.activeElement").equals(true)) {
        return;
      }
    }
    throw new AssertionError("no way to " + label + " by keyboard");
  }

  @Test
  void withoutScriptEveryEditIsAForm() {
    comeIn(new NewContextOptions().setJavaScriptEnabled(false));
    enter(owner);
    startFromTemplate();
    page.locator("#tree a[href$='at=survey']").click();
    page.getByLabel("New reason").fill("I am moving");
    click("Add reason");
    assertThat(page.locator("h2#place")).hasText("I am moving");
    page.getByLabel("Has a text field").check();
    page.getByLabel("Add Offers after it").selectOption(new String[] {"quarter_off"});
    click("Save");
    assertThat(page.getByLabel("Has a text field")).isChecked();
    assertThat(page.locator(".lines li")).hasCount(1);
  }

  @Test
  void everyPlaceOfTheEditorIsRight() {
    enter(owner);
    startFromTemplate();
    String editor = page.url().replaceAll("\\?.*", "");
    for (String place : List.of("flow", "survey", "otherwise", "stories", "offers", "confirm")) {
      page.navigate(editor + "?at=" + place);
      eye.seesNothingWrong("dashboard-flows-editor-" + place);
    }
    page.locator("#tree a[href*='at=reason:']").first().click();
    eye.seesNothingWrong("dashboard-flows-editor-reason");
    eye.seesNothingWrongInForcedColors("dashboard-flows-editor-reason");
    page.navigate(editor + "/text");
    page.locator("#document").fill("{\"version\": 1,");
    click("Save");
    assertThat(page.locator("[role=alert]"))
        .containsText("This was not saved. From line 1, column");
    assertThat(page.locator("#document")).hasValue("{\"version\": 1,");
    eye.seesNothingWrong("dashboard-flows-text");
  }
}
