package io.backstop.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.SetClock;
import io.backstop.workspace.Workspace.CancelTiming;
import io.backstop.workspace.Workspace.Theme;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceSettingsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final SetClock clock = new SetClock(NOW.toString());
  private final String slug = Ids.next("w", NOW);
  private final Layers layers = new Layers();
  private final WorkspaceSettings settings =
      new WorkspaceSettings(new LayeredConfig(layers), clock);
  private final Told told = new Told();

  /** What the operator is told in the log. */
  private static final class Told extends Handler {

    private static final Logger LOG = Logger.getLogger(LayeredConfig.class.getName());
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(String.valueOf(line.getParameters()[0]));
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      LOG.removeHandler(this);
    }
  }

  @BeforeEach
  void listen() {
    SavedSettings.replace(Map.of());
    Told.LOG.addHandler(told);
    set("embed.secret", "bs_current");
  }

  @AfterEach
  void stopListening() {
    told.close();
  }

  private String key(String key) {
    return "backstop.workspace." + slug + "." + key;
  }

  private void set(String key, String value) {
    layers.with(300, key(key), value);
  }

  private Workspace read() {
    return settings.read(new WorkspaceSlug(slug)).orElseThrow();
  }

  @Test
  void whatIsNotSetHasItsDefault() {
    Workspace workspace = read();

    assertThat(workspace.displayName()).isEqualTo(slug);
    assertThat(workspace.suspended()).isFalse();
    assertThat(workspace.embed().secrets()).containsExactly("bs_current");
    assertThat(workspace.embed().requireSignature()).isFalse();
    assertThat(workspace.embed().unsignedUntil()).isEmpty();
    assertThat(workspace.embed().allowedOrigins()).isEmpty();
    assertThat(workspace.embed().callsPerSecond()).isEqualTo(50);
    assertThat(workspace.embed().refusalsPerMinute()).isEqualTo(60);
    assertThat(workspace.lifetimes().cancel()).isEqualTo(Duration.ofMinutes(60));
    assertThat(workspace.lifetimes().portal()).isEqualTo(Duration.ofDays(400));
    assertThat(workspace.lifetimes().wall()).isEqualTo(Duration.ofMinutes(30));
    assertThat(workspace.lifetimes().unsigned()).isEqualTo(Duration.ofMinutes(15));
    assertThat(workspace.cancel().timing()).isEqualTo(CancelTiming.PERIOD_END);
    assertThat(workspace.stripe().secretKey()).isEmpty();
    assertThat(workspace.stripe().webhookSecrets()).isEmpty();
    assertThat(workspace.stripe().apiBase()).isEqualTo(URI.create("https://api.stripe.com"));
    assertThat(workspace.stripe().publishableKey()).isEmpty();
    assertThat(workspace.stripe().scriptUrl())
        .isEqualTo(URI.create("https://js.stripe.com/dahlia/stripe.js"));
    assertThat(workspace.wall().exitUrl()).isEmpty();
    assertThat(workspace.wall().exitLabel()).isEmpty();
    assertThat(workspace.brand().name()).isEqualTo(slug);
    assertThat(workspace.brand().theme()).isEqualTo(Theme.AUTO);
    assertThat(workspace.portal().plans()).isEmpty();
    assertThat(told.lines).isEmpty();
  }

  @Test
  void aCooldownIsAPeriodOrADuration() {
    assertThat(read().cancel().offerCooldown()).isEqualTo(Period.ofDays(90));
    set("cancel.offer-cooldown", "P3M");
    assertThat(read().cancel().offerCooldown()).isEqualTo(Period.ofMonths(3));
    set("cancel.offer-cooldown", "PT36H");
    assertThat(read().cancel().offerCooldown()).isEqualTo(Duration.ofHours(36));
    set("cancel.offer-cooldown", "PT0S");
    assertThat(read().cancel().offerCooldown()).isEqualTo(Duration.ZERO);
    assertThat(told.lines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"90 days", "P-1D", "PT-1S", "P"})
  void aCooldownThatCannotBeReadIsTheDefaultAndTold(String text) {
    set("cancel.offer-cooldown", text);

    assertThat(read().cancel().offerCooldown()).isEqualTo(Period.ofDays(90));
    assertThat(told.lines).containsExactly(key("cancel.offer-cooldown"));
  }

  @Test
  void aFlowIsPinnedOnlyAboveWhatTheDashboardSaves() {
    layers.with(150, key("cancel.flow"), "{}");
    assertThat(read().cancel().flowPinned()).isFalse();
    layers.with(300, "backstop.default.cancel.flow", "{}");
    assertThat(read().cancel().flowPinned()).isFalse();
    set("cancel.flow", "{}");
    assertThat(read().cancel().flowPinned()).isTrue();
  }

  @Test
  void trafficIsAWorkspacesOwn() {
    layers.with(300, "backstop.default.cancel.traffic", "{}");
    assertThat(read().cancel().traffic()).isEmpty();
    set("cancel.traffic", "{}");
    assertThat(read().cancel().traffic()).contains("{}");
  }

  @Test
  void plansAreIdsOfPricesEachOnce() {
    set("portal.plans", "price_b, price_a ,price_b");
    assertThat(read().portal().plans()).containsExactly("price_b", "price_a");

    set("portal.plans", "price_a price_b");
    assertThat(read().portal().plans()).isEmpty();
    assertThat(told.lines).hasSize(1);
  }

  @Test
  void whatIsSetIsInForce() {
    set("display-name", "Acme Inc.");
    set("suspended", "true");
    set("embed.require-signature", "true");
    set("embed.unsigned-until", "2026-12-01T00:00:00Z");
    set("embed.allowed-origins", "https://a.test, https://b.test ,");
    set("embed.calls-per-second", "7");
    set("embed.refusals-per-minute", "8");
    set("cancel.link-lifetime", "PT2H");
    set("portal.link-lifetime", "P1D");
    set("wall.link-lifetime", "PT5M");
    set("unsigned.link-lifetime", "PT1M");
    set("cancel.timing", "immediately");
    set("stripe.secret-key", "sk_1");
    set("stripe.publishable-key", "pk_1");
    set("stripe.account", "acct_1");
    set("stripe.webhook-secrets", "whsec_1,whsec_2");
    set("stripe.api-base", "http://127.0.0.1:12111");
    set("stripe.js-url", "https://cdn.a.test/stripe.js");
    set("wall.exit-url", "mailto:help@a.test");
    set("wall.exit-label", "Write to us");
    set("brand.logo-url", "https://a.test/logo.svg");
    set("brand.color", "#ABCDEF");
    set("brand.theme", "dark");

    Workspace workspace = read();

    assertThat(workspace.displayName()).isEqualTo("Acme Inc.");
    assertThat(workspace.suspended()).isTrue();
    assertThat(workspace.embed().requireSignature()).isTrue();
    assertThat(workspace.embed().unsignedUntil()).contains(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(workspace.embed().allowedOrigins())
        .containsExactly("https://a.test", "https://b.test");
    assertThat(workspace.embed().callsPerSecond()).isEqualTo(7);
    assertThat(workspace.embed().refusalsPerMinute()).isEqualTo(8);
    assertThat(workspace.lifetimes().cancel()).isEqualTo(Duration.ofHours(2));
    assertThat(workspace.lifetimes().portal()).isEqualTo(Duration.ofDays(1));
    assertThat(workspace.lifetimes().wall()).isEqualTo(Duration.ofMinutes(5));
    assertThat(workspace.lifetimes().unsigned()).isEqualTo(Duration.ofMinutes(1));
    assertThat(workspace.cancel().timing()).isEqualTo(CancelTiming.IMMEDIATELY);
    assertThat(workspace.stripe().secretKey()).contains("sk_1");
    assertThat(workspace.stripe().publishableKey()).contains("pk_1");
    assertThat(workspace.stripe().account()).contains("acct_1");
    assertThat(workspace.stripe().webhookSecrets()).containsExactly("whsec_1", "whsec_2");
    assertThat(workspace.stripe().apiBase()).isEqualTo(URI.create("http://127.0.0.1:12111"));
    assertThat(workspace.stripe().scriptUrl())
        .isEqualTo(URI.create("https://cdn.a.test/stripe.js"));
    assertThat(workspace.wall().exitUrl()).contains(URI.create("mailto:help@a.test"));
    assertThat(workspace.wall().exitLabel()).contains("Write to us");
    assertThat(workspace.brand().name()).isEqualTo("Acme Inc.");
    assertThat(workspace.brand().logoUrl()).contains(URI.create("https://a.test/logo.svg"));
    assertThat(workspace.brand().color()).isEqualTo("#abcdef");
    assertThat(workspace.brand().theme()).isEqualTo(Theme.DARK);
  }

  @Test
  void originsAreReadAsBrowsersWriteThem() {
    set("embed.allowed-origins", "HTTPS://App.Acme.test/, https://b.test:443, not an origin");

    assertThat(read().embed().allowedOrigins())
        .containsExactly("https://app.acme.test", "https://b.test", "not an origin");
  }

  @Test
  void aListOfWhichNothingCanBeReadAdmitsNobody() {
    set("embed.allowed-origins", "app.acme.test");

    assertThat(read().embed().allows("https://app.acme.test")).isFalse();
    assertThat(read().embed().allows("https://evil.test")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT5M", "PT0S", "400D"})
  void aLifeOfNothingIsNoLife(String life) {
    for (String surface : List.of("cancel", "portal", "wall", "unsigned")) {
      set(surface + ".link-lifetime", life);
    }

    assertThat(read().lifetimes())
        .isEqualTo(
            new Workspace.LinkLifetimes(
                Duration.ofMinutes(60),
                Duration.ofDays(400),
                Duration.ofMinutes(30),
                Duration.ofMinutes(15)));
  }

  @Test
  void aSandboxServesItsOwnScriptAndNamesItsOwnKey() {
    set("stripe.secret-key", "sk_test_play");
    set("stripe.api-base", "http://127.0.0.1:12111/");

    assertThat(read().stripe().publishableKey()).contains("pk_test_play");
    assertThat(read().stripe().scriptUrl()).isEqualTo(URI.create("http://127.0.0.1:12111/v3/"));
  }

  @Test
  void aKeyOfStripesOwnTellsNothingAboutTheOther() {
    set("stripe.secret-key", "sk_test_real");

    assertThat(read().stripe().publishableKey()).isEmpty();
  }

  @Test
  void eachLayerIsAboveTheOneBelow() {
    String name = key("display-name");
    layers.with(100, name, "shipped");
    assertThat(read().displayName()).isEqualTo("shipped");

    layers.with(150, name, "initial");
    assertThat(read().displayName()).isEqualTo("initial");

    SavedSettings.replace(Map.of(name, "saved"));
    assertThat(read().displayName()).isEqualTo("saved");

    layers.with(300, name, "environment");
    assertThat(read().displayName()).isEqualTo("environment");

    layers.with(400, name, "property");
    assertThat(read().displayName()).isEqualTo("property");
  }

  @Test
  void aBlankValueIsNoValue() {
    layers.with(100, key("display-name"), "shipped").with(400, key("display-name"), " ");

    assertThat(read().displayName()).isEqualTo("shipped");
  }

  @Test
  void aWorkspacesOwnValueIsAboveTheDefaultForAllInWhateverLayer() {
    layers.with(400, "backstop.default.display-name", "everybody");
    assertThat(read().displayName()).isEqualTo("everybody");

    layers.with(100, key("display-name"), "own");
    assertThat(read().displayName()).isEqualTo("own");
  }

  @Test
  void withoutASecretThereIsNoWorkspaceYet() {
    assertThat(settings.read(new WorkspaceSlug("without"))).isEmpty();
  }

  @Test
  void thePreviousSecretLivesUntilItsInstant() {
    set("embed.previous-secret", "bs_previous");
    set("embed.previous-secret-until", NOW.toString());

    clock.pass(Duration.ofSeconds(-1));
    assertThat(read().embed().secrets()).containsExactly("bs_current", "bs_previous");
    clock.pass(Duration.ofSeconds(1));
    assertThat(read().embed().secrets()).containsExactly("bs_current");
  }

  @Test
  void aPreviousSecretAloneIsNone() {
    layers.with(300, "backstop.workspace.lonely.embed.previous-secret", "bs_previous");

    assertThat(settings.read(new WorkspaceSlug("lonely"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "embed.calls-per-second, 0",
    "embed.calls-per-second, many",
    "embed.refusals-per-minute, -1",
    "embed.unsigned-until, tomorrow",
    "embed.require-signature, perhaps",
    "suspended, perhaps",
    "cancel.link-lifetime, 60",
    "portal.link-lifetime, forever",
    "cancel.timing, now",
    "brand.theme, blue",
    "brand.color, red",
    "brand.logo-url, http://a.test/logo.svg",
    "brand.logo-url, javascript:alert(1)",
    "stripe.api-base, not an address",
    "stripe.js-url, http://js.a.test/stripe.js",
    "wall.exit-url, javascript:alert(1)",
    "wall.exit-url, http://a.test/help"
  })
  void anUnreadableValueHasItsDefaultAndIsToldOnce(String key, String value) {
    Workspace byDefault = read();
    set(key, value);

    assertThat(read()).usingRecursiveComparison().isEqualTo(byDefault);
    assertThat(read()).usingRecursiveComparison().isEqualTo(byDefault);

    assertThat(told.lines).containsExactly(key(key));
  }

  @Test
  void anotherUnreadableValueIsToldAgain() {
    set("brand.theme", "blue");
    read();
    set("brand.theme", "green");
    read();

    assertThat(told.lines).hasSize(2);
  }

  /** The words that MicroProfile Config takes for true; a pin must hold however it is written. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "True", "1", "yes", "Y", "on", "ON"})
  void aFlagIsSetByAnyOfTheUsualWords(String word) {
    set("embed.require-signature", word);
    set("suspended", word);

    assertThat(read().embed().requireSignature()).isTrue();
    assertThat(read().suspended()).isTrue();
    assertThat(told.lines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "FALSE", "0", "no", "N", "off"})
  void aFlagIsClearedByAnyOfTheUsualWords(String word) {
    set("embed.require-signature", word);

    assertThat(read().embed().requireSignature()).isFalse();
    assertThat(told.lines).isEmpty();
  }

  @Test
  void unsignedCallsAreTakenUntilTheInstantThatWasSet() {
    set("embed.unsigned-until", NOW.toString());

    assertThat(read().embed().acceptsUnsigned(NOW.minusMillis(1))).isTrue();
    assertThat(read().embed().acceptsUnsigned(NOW)).isFalse();
  }

  @Test
  void noTextOfAWorkspaceHoldsASecret() {
    set("stripe.secret-key", "sk_1");

    assertThat(read().toString() + read().embed() + read().stripe())
        .doesNotContain("bs_current", "sk_1");
  }
}
