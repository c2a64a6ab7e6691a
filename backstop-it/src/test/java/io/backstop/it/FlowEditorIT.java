package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
}
