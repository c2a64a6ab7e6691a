package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merchant connects his Stripe account and sets up his workspace, without SQL and files. */
class SetupIT extends InShell {

  private static final String FIRST = "whsec_first_secret_of_the_endpoint_1111";
  private static final String SECOND = "whsec_second_secret_of_the_endpoint_2222";
  private static final String EVENT =
      """
      {"id": "evt_setup", "object": "event", "type": "customer.updated", "created": 1764763200,
       "livemode": false, "data": {"object": {"id": "cus_ada", "object": "customer"}}}""";

  private final Staff staff;
  private Merchant merchant;
  private String owner;
  private Eye eye;

  SetupIT(Stage stage) {
    super(stage);
    staff = new Staff(stage);
  }

  /** Signed in by password, and not confirmed since. */
  @BeforeEach
  void anOwnerWhoSignsIn() {
    merchant = Merchant.open(stage, Map.of("stripe.secret-key", " "));
    merchant.stripeHas(EveryOffer.customer("ada", false));
    owner = staff.hire(merchant.slug(), "owner");
    eye = new Eye(page);
    signIn(owner);
  }

  private void signIn(String mail) {
    page.navigate(stage.backstop().resolve("/dashboard/sign-in").toString());
    page.getByLabel("Mail address").fill(mail);
    page.getByLabel("Password").fill(Staff.PASSWORD);
    press("Sign in");
  }

  private void open(String path) {
    page.navigate(stage.backstop().resolve("/dashboard/w/" + merchant.slug() + path).toString());
  }

  private void press(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private void save(String section) {
    page.locator("section[aria-labelledby=" + section + "]")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save").setExact(true))
        .click();
  }

  private Locator field(String id) {
    return page.locator("#" + id);
  }

  private String sealed(String key) {
    return staff.text(
        "SELECT sealed::text FROM workspace_setting WHERE workspace_id = ? AND key = ?",
        merchant.slug(),
        key);
  }

  @Test
  void theOverviewLeadsToStripesPageAndAKeyIsSavedAndWorks() throws IOException {
    open("");
    page.locator("#setup + .about + .steps")
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Stripe"))
        .first()
        .click();
    assertThat(page.locator("h1")).hasText("Stripe");
    assertThat(field("secret-key-state")).containsText("Not set.");
    assertThat(page.locator("#stand-in")).containsText(stage.sandbox().baseUri().toString());
    eye.seesNothingWrong("setup-stripe-empty");

    field("secret-key").fill(merchant.stripeKey());
    field("publishable-key").fill("pk_live_of_the_other_mode");
    save("keys-title");
    assertThat(field("publishable-key-error")).containsText("test mode");
    assertThat(field("publishable-key")).hasValue("pk_live_of_the_other_mode");
    assertThat(page.content()).doesNotContain(merchant.stripeKey());
    assertThat(page.locator(".error").first()).containsText("Enter the secret key again");
    eye.seesNothingWrong("setup-stripe-wrong");

    field("secret-key").fill(merchant.stripeKey());
    field("publishable-key").fill("");
    field("password").fill("not his password");
    save("keys-title");
    assertThat(field("password-error")).isVisible();
    field("secret-key").fill(merchant.stripeKey());
    field("password").fill(Staff.PASSWORD);
    save("keys-title");
    assertThat(page.locator(".note")).containsText("Saved.");
    assertThat(field("secret-key-state")).containsText("ends in …" + end(merchant.stripeKey()));
    assertThat(sealed("stripe.secret-key")).isEqualTo("true");
    press("Check with Stripe");
    assertThat(page.locator("#reach")).hasText("It works. Stripe answers in test mode.");
    assertThat(page.locator(".top .tag")).hasText("Test mode");

    field("account").fill("acct_1NXr");
    save("keys-title");
    assertThat(field("account")).hasValue("acct_1NXr");
    assertThat(field("secret-key-state")).containsText("ends in …" + end(merchant.stripeKey()));
    open("/audit");
    assertThat(page.locator("main")).containsText("Set Stripe’s secret key");
    assertThat(page.content()).doesNotContain(merchant.stripeKey());
    for (Path log : stage.logs()) {
      assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
          .doesNotContain(merchant.stripeKey());
    }
  }

  private static String end(String secret) {
    return secret.substring(secret.length() - 4);
  }

  @Test
  void aKeyThatStripeDoesNotKnowIsToldAndRemoved() {
    open("/stripe");
    field("secret-key").fill("pk_test_in_the_wrong_place");
    field("publishable-key").fill("sk_test_in_the_wrong_place");
    save("keys-title");
    assertThat(field("secret-key-error")).containsText("publishable key");
    assertThat(field("publishable-key-error")).containsText("This was a secret.");
    assertThat(field("publishable-key")).hasValue("");

    field("secret-key").fill("sk_test_invalid_" + merchant.slug());
    field("password").fill(Staff.PASSWORD);
    save("keys-title");
    assertThat(page.locator(".note")).containsText("Saved.");
    press("Check with Stripe");
    assertThat(page.locator("#reach")).containsText("Stripe refuses this key.");
    eye.seesNothingWrong("setup-stripe-refused");

    page.getByText("Remove the secret key").first().click();
    press("Remove it now");
    assertThat(page.locator(".note")).containsText("removed");
    assertThat(field("secret-key-state")).containsText("Not set.");
    assertThat(page.locator("main")).containsText("Save a secret key first.");
  }

  @Test
  void aWebhookSecretIsRolled() {
    open("/stripe");
    assertThat(page.locator("#endpoint"))
        .hasText(stage.backstop().resolve("/api/stripe/webhooks/" + merchant.slug()).toString());
    field("webhook-secret").fill("not a secret");
    field("webhook-password").fill(Staff.PASSWORD);
    press("Add");
    assertThat(field("webhook-secret-error")).containsText("whsec_");
    assertThat(field("webhook-secret")).isFocused();
    field("webhook-secret").fill(FIRST);
    field("webhook-password").fill(Staff.PASSWORD);
    press("Add");
    assertThat(page.locator(".note")).containsText("Added.");
    assertThat(page.locator("#webhook-password")).hasCount(0);
    field("webhook-secret").fill(SECOND);
    press("Add");
    assertThat(page.locator("#webhook-secrets code"))
        .hasText(new String[] {"whsec_…2222", "whsec_…1111"});
    told(FIRST, 200);
    told(SECOND, 200);
    eye.seesNothingWrong("setup-stripe-roll");
    eye.seesNothingWrongInForcedColors("setup-stripe-roll");

    Locator old = page.locator("#webhook-secrets li").nth(1);
    old.getByText("Remove").first().click();
    old.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator("#webhook-secrets code")).hasText(new String[] {"whsec_…2222"});
    told(FIRST, 400);
    told(SECOND, 200);
    assertThat(sealed("stripe.webhook-secrets")).isEqualTo("true");
    assertThat(page.content()).doesNotContain(FIRST).doesNotContain(SECOND);
    assertThat(staff.everythingOf(merchant.slug())).doesNotContain(FIRST).doesNotContain(SECOND);
    open("/audit");
    assertThat(page.locator("main")).containsText("Removed a signing secret of Stripe’s");
  }

  /** Of the other node. */
  private JsonNode minted() {
    String bundle = merchant.bundle("cus_ada", "sub_ada").toString();
    return Merchant.post(stage.otherNode(), "cancel", bundle, Map.of()).json();
  }

  /** On both nodes within two seconds. */
  private void told(String secret, int status) {
    for (URI node : List.of(stage.backstop(), stage.otherNode())) {
      InForce.await("what is taken on " + node, () -> merchant.tell(node, secret, EVENT) == status);
    }
  }

  @Test
  void generalSettingsAreSavedAndInForceOnALink() {
    open("/general");
    eye.seesNothingWrong("setup-general");
    eye.seesNothingWrongInForcedColors("setup-general");
    field("name").fill("Acme Instruments");
    save("name-title");
    assertThat(page.locator(".workspace")).hasText("Acme Instruments");

    page.getByLabel("At once").check();
    field("cancel-offer-cooldown").fill("2");
    page.getByLabel("Unit: Time between offers").selectOption("months");
    save("cancelling-title");
    assertThat(page.locator(".note")).containsText("Saved.");
    assertThat(page.getByLabel("At once")).isChecked();
    assertThat(field("cancel-offer-cooldown")).hasValue("2");

    field("cancel-link-lifetime").fill("8");
    page.getByLabel("Unit: Cancel flow").selectOption("days");
    field("wall-link-lifetime").fill("45");
    save("links-title");
    assertThat(field("cancel-link-lifetime-error")).containsText("between 1 minute and 7 days");
    assertThat(field("cancel-link-lifetime")).hasValue("8");
    assertThat(field("wall-link-lifetime")).hasValue("45");
    eye.seesNothingWrong("setup-general-wrong");
    field("cancel-link-lifetime").fill("2");
    save("links-title");
    assertThat(page.locator(".note")).containsText("Saved.");

    InForce.await(
        "the longer life on the other node",
        () ->
            Instant.parse(minted().path("expires_at").asText())
                .isAfter(Instant.now().plus(Duration.ofHours(47))));
    page.navigate(minted().path("url").asText());
    assertThat(page).hasTitle(Pattern.compile(" · Acme Instruments$"));
    assertThat(
            staff.text(
                "SELECT string_agg(value, ' ' ORDER BY key) FROM workspace_setting"
                    + " WHERE workspace_id = ? AND key LIKE 'cancel.%'",
                merchant.slug()))
        .isEqualTo("PT48H P2M immediately");
  }

  @Test
  void aViewerSeesBothPagesAndChangesNothing() {
    merchant.set("stripe.secret-key", merchant.stripeKey());
    signOut();
    signIn(staff.hire(merchant.slug(), "viewer"));
    for (String path : List.of("/general", "/stripe")) {
      open(path);
      assertThat(page.locator("main button:visible:not(.copy)")).hasCount(0);
      assertThat(page.locator("main input:enabled:not([type=hidden])")).hasCount(0);
      eye.seesNothingWrong("setup" + path.replace('/', '-') + "-viewer");
    }
    assertThat(field("secret-key-state")).containsText("ends in …" + end(merchant.stripeKey()));
  }

  private void signOut() {
    press("Sign out");
    assertThat(page.locator("[role=status]").first()).hasText("You are signed out.");
  }
}
