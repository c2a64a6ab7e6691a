package io.backstop.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How people come in, stay in and are kept out, over both nodes. */
class PeopleIT extends InShell {

  /** A thread each: the common pool may have a single one, and nothing would be at once. */
  private static final Executor AT_ONCE = task -> new Thread(task).start();

  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([0-9a-f]{64})\"");
  private static final String FRESH = "another four words";

  private final Staff staff;
  private Merchant merchant;
  private String owner;

  PeopleIT(Stage stage) {
    super(stage);
    staff = new Staff(stage);
  }

  @BeforeEach
  void aMerchantWithAnOwner() {
    merchant = Merchant.open(stage, Map.of());
    merchant.stripeHas(EveryOffer.customer("ada", false));
    merchant.cancelLink(stage.backstop(), "cus_ada", "sub_ada");
    owner = staff.hire(merchant.slug(), "owner");
  }

  private void signIn(URI node, String mail, String password) {
    page.navigate(node.resolve("/dashboard/sign-in").toString());
    page.getByLabel("Mail address").fill(mail);
    page.getByLabel("Password").fill(password);
    press("Sign in");
  }

  private void press(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private void follow(String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
  }

  private void open(URI node, String path) {
    page.navigate(node.resolve("/dashboard/w/" + merchant.slug() + path).toString());
  }

  private void heading(String text) {
    assertThat(page.locator("h1")).hasText(text);
  }

  /** In by the identity provider, out again, and in with a secret before one's eyes. */
  private void comesByTheProvider(URI node, String subject) {
    stage.identity().seats(subject, owner, true);
    page.navigate(node.resolve("/dashboard/w/" + merchant.slug() + "/embed").toString());
    new Eye(page).seesNothingWrong("dashboard-sign-in-provider");
    follow("Sign in with Acme ID");
    heading("Embed on your site");
    assertThat(page.url()).startsWith(node.toString());
    assertThat(page.context().cookies())
        .extracting(cookie -> cookie.name)
        .containsExactly("backstop");
    new Eye(page).seesNothingWrong("dashboard-embed-again");
    follow("Sign in again");
    heading("Embed on your site");
    assertThat(stage.identity().asked()).containsEntry("prompt", "login");
    press("Reveal");
    assertThat(page.locator("#embed-secret")).hasText(merchant.secret());
    press("Sign out");
    heading("Sign in");
  }

  @Test
  void aMemberComesByTheProviderAndIsAskedAgainBeforeASecret() {
    comesByTheProvider(stage.backstop(), merchant.slug());
    comesByTheProvider(stage.otherNode(), merchant.slug());
    page.navigate(stage.backstop().resolve("/dashboard/oidc/return?code=x&state=y").toString());
    heading("This sign-in is over");
    new Eye(page).seesNothingWrong("dashboard-provider-over");

    stage.identity().seats("nobody", "nobody@" + merchant.slug() + ".example", true);
    page.navigate(stage.backstop().resolve("/dashboard/sign-in").toString());
    follow("Sign in with Acme ID");
    heading("You are not a member here");
    new Eye(page).seesNothingWrong("dashboard-provider-stranger");
    follow("Back to sign-in");
    stage.identity().seats("thief", owner, true);
    follow("Sign in with Acme ID");
    heading("That is somebody else");
    stage.identity().goesDown();
    try {
      follow("Back to sign-in");
      follow("Sign in with Acme ID");
      heading("The identity provider does not answer");
      new Eye(page).seesNothingWrong("dashboard-provider-down");
      signIn(stage.backstop(), owner, Staff.PASSWORD);
      heading("Overview");
    } finally {
      stage.identity().comesUp();
    }
  }

  @Test
  void whoeverIsInvitedJoinsByTheProviderWithoutAPassword() {
    signIn(stage.backstop(), owner, Staff.PASSWORD);
    open(stage.backstop(), "/team");
    String mail = "new@" + merchant.slug() + ".example";
    page.locator("#mail").fill(mail);
    page.locator("#role").selectOption("viewer");
    press("Make a link");
    String link = page.locator("#join-link").textContent();

    comeIn(new NewContextOptions());
    stage.identity().seats("new-" + merchant.slug(), mail, true);
    page.navigate(link);
    new Eye(page).seesNothingWrong("dashboard-join-provider");
    follow("Sign in with Acme ID");
    heading("Overview");
    open(stage.backstop(), "/sign-ins");
    assertThat(page.locator("main")).containsText("have no password here");
    new Eye(page).seesNothingWrong("dashboard-sign-ins-provider");
  }

  @Test
  void signInByTheProviderWorksOnWildFlyToo() {
    comesByTheProvider(stage.wildfly(), merchant.slug());
  }

  @Test
  void aPasswordIsChangedAndEveryOtherSessionIsOver() {
    String elsewhere = staff.signIn(owner);
    signIn(stage.backstop(), owner, Staff.PASSWORD);
    open(stage.backstop(), "/sign-ins");
    new Eye(page).seesNothingWrong("dashboard-sign-ins");
    page.getByLabel("Present password").fill("not his password");
    page.getByLabel("New password").fill(FRESH);
    press("Change the password");
    assertThat(page.locator("[role=alert]")).containsText("not your password");
    new Eye(page).seesNothingWrong("dashboard-sign-ins-wrong");
    page.getByLabel("Present password").fill(Staff.PASSWORD);
    page.getByLabel("New password").fill(FRESH);
    press("Change the password");
    assertThat(page.locator(".note")).containsText("Your password was changed");
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(get(stage.otherNode(), elsewhere, "/embed").status()).isEqualTo(303);

    comeIn(new NewContextOptions());
    signIn(stage.otherNode(), owner, Staff.PASSWORD);
    assertThat(page.locator("[role=alert]")).isVisible();
    signIn(stage.otherNode(), owner, FRESH);
    heading("Overview");
  }

  @Test
  void aLostPasswordIsSetAnewByALinkThatIsGoodOnce() {
    String editor = staff.hire(merchant.slug(), "editor");
    signIn(stage.backstop(), owner, Staff.PASSWORD);
    open(stage.backstop(), "/team");
    new Eye(page).seesNothingWrong("dashboard-team-two");
    page.getByText("Lost password " + editor).click();
    new Eye(page).takePicture("dashboard-team-lost", 1280);
    new Eye(page).takePicture("dashboard-team-lost", 390);
    press("Make a link " + editor);
    String link = page.locator("#join-link").textContent();
    assertThat(link).contains("/dashboard/reset/");
    new Eye(page).seesNothingWrong("dashboard-team-reset");

    comeIn(new NewContextOptions());
    page.navigate(link);
    assertThat(page.getByLabel("Mail address")).hasValue(editor);
    new Eye(page).seesNothingWrong("dashboard-reset");
    page.getByLabel("New password").fill(FRESH);
    press("Set the password");
    assertThat(page.locator("[role=status]").first()).containsText("Your password is set");
    page.navigate(link);
    heading("This link is over");
    signIn(stage.otherNode(), editor, FRESH);
    heading("Overview");
  }

  @Test
  void behindAProxyThatEndsTlsTheCookieIsBoundToTheHostAndBothNodesTakeIt() throws IOException {
    try (TlsProxy proxy = TlsProxy.before(stage.backstop())) {
      comeIn(new NewContextOptions().setIgnoreHTTPSErrors(true));
      signIn(proxy.baseUri(), owner, Staff.PASSWORD);
      heading("Overview");
      Cookie cookie = page.context().cookies().get(0);
      assertThat(cookie.name).isEqualTo("__Host-backstop");
      assertThat(cookie.secure).isTrue();
      assertThat(cookie.httpOnly).isTrue();
      assertThat(cookie.path).isEqualTo("/");

      proxy.turnsTo(stage.otherNode());
      open(proxy.baseUri(), "/embed");
      page.getByLabel("Your password, to see the secret").fill(Staff.PASSWORD);
      press("Reveal");
      assertThat(page.locator("#embed-secret")).hasText(merchant.secret());
      proxy.turnsTo(stage.backstop());
      open(proxy.baseUri(), "/audit");
      assertThat(page.locator("main")).containsText("203.0.113.7");
      press("Sign out");
      heading("Sign in");
      assertThat(page.context().cookies()).isEmpty();
    }
  }

  @Test
  void withoutATrustedProxyNobodySaysThatItIsHttps() {
    HttpRequest request =
        HttpRequest.newBuilder(stage.backstop().resolve("/dashboard/sign-in"))
            .header("X-Forwarded-Proto", "https")
            .header("Cookie", "__Host-backstop=" + staff.signIn(owner))
            .build();
    assertThat(Merchant.send(request).body()).contains("Password");
  }

  private Merchant.Answer get(URI node, String cookie, String path) {
    return Merchant.send(
        HttpRequest.newBuilder(node.resolve("/dashboard/w/" + merchant.slug() + path))
            .header("Cookie", "backstop=" + cookie)
            .build());
  }

  private Merchant.Answer post(URI node, String cookie, String path, String form) {
    return Merchant.send(
        HttpRequest.newBuilder(node.resolve("/dashboard/w/" + merchant.slug() + path))
            .header("Cookie", "backstop=" + cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  private String key(String cookie) {
    Matcher key = KEY.matcher(get(stage.backstop(), cookie, "/team").body());
    assertThat(key.find()).isTrue();
    return "key=" + key.group(1);
  }

  private String id(String mail) {
    return staff.text("SELECT member_id FROM member WHERE mail = ?", mail);
  }

  @Test
  void oneOwnerIsLeftWhenTwoUnmakeEachOtherAtOnce() {
    for (int round = 0; round < 8; round++) {
      Merchant fought = Merchant.open(stage, Map.of());
      merchant = fought;
      List<String> owners =
          List.of(staff.hire(fought.slug(), "owner"), staff.hire(fought.slug(), "owner"));
      List<URI> nodes = List.of(stage.backstop(), stage.otherNode());
      List<CompletableFuture<Integer>> answers =
          List.of(0, 1).stream()
              .map(
                  i -> {
                    String cookie = staff.signIn(owners.get(i));
                    String form = key(cookie) + "&role=viewer&member=" + id(owners.get(1 - i));
                    return CompletableFuture.supplyAsync(
                        () -> post(nodes.get(i), cookie, "/team/role", form).status(), AT_ONCE);
                  })
              .toList();
      assertThat(answers).allSatisfy(a -> assertThat(a.join()).isIn(303, 403, 422));
      assertThat(owners(fought)).isEqualTo("1");
    }
  }

  @Test
  void oneOwnerIsLeftWhenTheLastStepsDownInTwoTabs() {
    String second = staff.hire(merchant.slug(), "owner");
    String cookie = staff.signIn(owner);
    String key = key(cookie);
    List<CompletableFuture<Integer>> answers =
        List.of(owner, second).stream()
            .map(
                mail ->
                    CompletableFuture.supplyAsync(
                        () ->
                            post(
                                    mail.equals(owner) ? stage.backstop() : stage.otherNode(),
                                    cookie,
                                    "/team/role",
                                    key + "&role=admin&member=" + id(mail))
                                .status(),
                        AT_ONCE))
            .toList();
    assertThat(answers).allSatisfy(a -> assertThat(a.join()).isIn(303, 403, 422));
    assertThat(owners(merchant)).isEqualTo("1");
  }

  private String owners(Merchant of) {
    return staff.text(
        "SELECT count(*) FROM member_seat WHERE role = 'owner' AND workspace_id = ?", of.slug());
  }

  @Test
  void aFormThatWasOpenWhenTheSeatWentChangesNothing() {
    String admin = staff.hire(merchant.slug(), "admin");
    String cookie = staff.signIn(admin);
    String form = key(cookie) + "&mail=x@acme.example&role=viewer";
    String boss = staff.signIn(owner);
    String bossKey = key(boss);

    post(stage.backstop(), boss, "/team/role", bossKey + "&role=viewer&member=" + id(admin));
    String before = staff.everythingOf(merchant.slug());
    assertThat(post(stage.otherNode(), cookie, "/team/invite", form).status()).isEqualTo(403);
    assertThat(staff.everythingOf(merchant.slug())).isEqualTo(before);

    post(stage.backstop(), boss, "/team/remove", bossKey + "&member=" + id(admin));
    before = staff.everythingOf(merchant.slug());
    assertThat(post(stage.otherNode(), cookie, "/team/invite", form).status()).isEqualTo(404);
    assertThat(staff.everythingOf(merchant.slug())).isEqualTo(before);
  }
}
