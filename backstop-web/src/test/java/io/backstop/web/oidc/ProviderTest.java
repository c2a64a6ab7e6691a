package io.backstop.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstop.member.MailAddress;
import io.backstop.member.ProviderClaims;
import io.backstop.oidc.IdentityProvider;
import io.backstop.web.oidc.NotSignedIn.Why;
import io.backstop.workspace.KeyRing;
import io.backstop.workspace.LayeredConfig;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to an identity provider and back, with one that lies on wish. */
class ProviderTest {

  private static final KeyRing KEYS = new KeyRing(Base64.getEncoder().encodeToString(new byte[32]));

  private final Map<String, String> settings = new HashMap<>();
  private final Watch watch = new Watch();
  private IdentityProvider identity;

  /** A clock that the test sets. */
  private static final class Watch extends Clock {
    private Instant now = Instant.parse("2026-11-28T12:00:00.5Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void aProvider() throws IOException {
    identity = IdentityProvider.start(() -> watch.now);
    identity.seats("sub-1", "Ada@acme.example", true, "ops", "dev");
    settings.put("backstop.base-url", "https://backstop.example");
    settings.put("backstop.oidc.issuer", identity.issuer());
    settings.put("backstop.oidc.client-id", IdentityProvider.CLIENT);
    settings.put("backstop.oidc.client-secret", IdentityProvider.SECRET);
  }

  @AfterEach
  void endIt() {
    identity.close();
  }

  private Provider node() {
    ConfigSource source =
        new ConfigSource() {
          @Override
          public Set<String> getPropertyNames() {
            return settings.keySet();
          }

          @Override
          public String getValue(String name) {
            return settings.get(name);
          }

          @Override
          public String getName() {
            return "test";
          }
        };
    Config config =
        (Config)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> List.of(source));
    return new Provider(new LayeredConfig(config), KEYS, watch);
  }

  private ProviderClaims comeBack(Provider node, Attempt attempt, Map<String, String> answer) {
    Attempt known = node.recognise(Optional.of(attempt.cookie()), answer.get("state"));
    return node.redeem(
        known,
        answer.get("iss"),
        answer.getOrDefault("code", ""),
        answer.getOrDefault("error", ""));
  }

  private ProviderClaims signIn(Provider node, String session) {
    Attempt attempt = node.begin(session, "");
    return comeBack(node, attempt, IdentityProvider.follow(node.address(attempt)));
  }

  private Why refused(Runnable work) {
    return catchThrowableOfType(NotSignedIn.class, work::run).why();
  }

  private Why refused() {
    return refused(() -> signIn(node(), ""));
  }

  private void lie(String claim, Object value) {
    identity.lies(
        claims -> {
          claims.put(claim, value);
          return claims;
        });
  }

  @Test
  void whoeverSitsThereComesBackAsTheProviderSaysOnWhicheverNode() {
    Provider one = node();
    Attempt attempt = one.begin("", "/dashboard/w/acme");
    Map<String, String> answer = IdentityProvider.follow(one.address(attempt));

    assertThat(identity.asked())
        .containsEntry("response_type", "code")
        .containsEntry("redirect_uri", "https://backstop.example/dashboard/oidc/return")
        .containsEntry("scope", "openid email profile")
        .doesNotContainKeys("prompt", "max_age");
    Provider other = node();
    assertThat(other.recognise(Optional.of(attempt.cookie()), answer.get("state")).next())
        .isEqualTo("/dashboard/w/acme");
    assertThat(comeBack(other, attempt, answer))
        .isEqualTo(
            new ProviderClaims(
                identity.issuer(),
                "sub-1",
                MailAddress.of("ada@acme.example"),
                Set.of("ops", "dev")));
  }

  @Test
  void withoutSettingsThereIsNoProvider() {
    settings.clear();

    assertThat(node().name()).isEmpty();
    assertThat(node().isTheOnlyWay()).isFalse();
    settings.put("backstop.oidc.only", "no");
    assertThat(node().isTheOnlyWay()).isFalse();
    settings.put("backstop.oidc.only", "Yes");
    assertThat(node().isTheOnlyWay()).isTrue();
    assertThat(refused(() -> node().address(node().begin("", "")))).isEqualTo(Why.UNREACHABLE);
  }

  @Test
  void nothingOfTheAttemptThatIsSecretStandsInItsCookie() {
    Attempt attempt = node().begin("ses_1", "/dashboard/w/acme");

    assertThat(attempt.cookie())
        .doesNotContain(attempt.state(KEYS), attempt.nonce(KEYS), attempt.verifier(KEYS));
    assertThat(attempt.state(KEYS)).isNotEqualTo(attempt.nonce(KEYS));
    assertThat(attempt.verifier(KEYS)).hasSize(43);
  }

  @Test
  void aStateOfAnotherAttemptIsRefused() {
    Attempt mine = node().begin("", "");
    Attempt another = node().begin("", "");
    String state = IdentityProvider.follow(node().address(another)).get("state");

    assertThat(refused(() -> node().recognise(Optional.of(mine.cookie()), state)))
        .isEqualTo(Why.OVER);
    assertThat(refused(() -> node().recognise(Optional.empty(), state))).isEqualTo(Why.OVER);
    assertThat(refused(() -> node().recognise(Optional.of(mine.cookie()), ""))).isEqualTo(Why.OVER);
  }

  @Test
  void aCookieThatWasAlteredIsRefused() {
    Attempt attempt = node().begin("", "/dashboard/w/acme");
    String state = IdentityProvider.follow(node().address(attempt)).get("state");
    Attempt altered =
        new Attempt(attempt.seed(), attempt.begun(), attempt.session(), "//evil.example");

    assertThat(refused(() -> node().recognise(Optional.of(altered.cookie()), state)))
        .isEqualTo(Why.OVER);
    for (String none : List.of("", "x", attempt.cookie() + "=", "\n" + attempt.cookie())) {
      assertThat(refused(() -> node().recognise(Optional.of(none), state))).isEqualTo(Why.OVER);
    }
  }

  @Test
  void anAttemptIsOverAfterTenMinutes() {
    Attempt attempt = node().begin("", "");
    String state = IdentityProvider.follow(node().address(attempt)).get("state");
    watch.now = watch.now.plus(Attempt.GOOD_FOR).minusSeconds(1);
    node().recognise(Optional.of(attempt.cookie()), state);
    watch.now = watch.now.plusSeconds(1);

    assertThat(refused(() -> node().recognise(Optional.of(attempt.cookie()), state)))
        .isEqualTo(Why.OVER);
  }

  @Test
  void aNonceOfAnotherAttemptIsRefused() {
    lie("nonce", "another");
    assertThat(refused()).isEqualTo(Why.REFUSED);
  }

  @Test
  void aTokenThatIsOverIsRefused() {
    lie("exp", watch.now.minusSeconds(61).getEpochSecond());
    assertThat(refused()).isEqualTo(Why.REFUSED);
    lie("exp", watch.now.minusSeconds(30).getEpochSecond());
    assertThat(signIn(node(), "").subject()).isEqualTo("sub-1");
  }

  @Test
  void aTokenOfAnotherTimeIsRefused() {
    lie("iat", watch.now.plusSeconds(90).getEpochSecond());
    assertThat(refused()).isEqualTo(Why.REFUSED);
    lie("iat", watch.now.minus(Duration.ofMinutes(11)).getEpochSecond());
    assertThat(refused()).isEqualTo(Why.REFUSED);
  }

  @Test
  void aTokenForSomebodyElseIsRefused() {
    lie("aud", "another-client");
    assertThat(refused()).isEqualTo(Why.REFUSED);
    lie("aud", List.of(IdentityProvider.CLIENT, "another-client"));
    assertThat(refused()).isEqualTo(Why.REFUSED);
    lie("azp", "another-client");
    assertThat(refused()).isEqualTo(Why.REFUSED);
    lie("iss", "https://another.example");
    assertThat(refused()).isEqualTo(Why.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "aud", "sub", "exp", "iat", "nonce"})
  void aTokenThatDoesNotSayItAllIsRefused(String claim) {
    identity.lies(
        claims -> {
          claims.remove(claim);
          return claims;
        });
    assertThat(refused()).isEqualTo(Why.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256"})
  void aTokenThatTheProvidersKeyHasNotSignedIsRefused(String algorithm) {
    identity.signsWith(algorithm);
    assertThat(refused()).isEqualTo(Why.REFUSED);
  }

  @Test
  void aTokenUnderAKeyThatTheProviderDoesNotShowIsRefused() {
    identity.signsWithAnothersKey();
    assertThat(refused()).isEqualTo(Why.REFUSED);
  }

  @Test
  void aKeyThatTheProviderHasChangedIsFetchedAnew() {
    Provider node = node();
    signIn(node, "");
    identity.changesItsKey();

    assertThat(signIn(node, "").subject()).isEqualTo("sub-1");
  }

  @Test
  void anAddressThatIsNotVerifiedIsNone() {
    identity.seats("sub-1", "ada@acme.example", false);
    assertThat(signIn(node(), "").mail()).isEmpty();
    identity.lies(UnaryOperator.identity());
    lie("email_verified", "true");
    assertThat(signIn(node(), "").mail()).isPresent();
    lie("email_verified", 1);
    assertThat(signIn(node(), "").mail()).isEmpty();
  }

  @Test
  void aCodeIsGoodOnce() {
    Provider node = node();
    Attempt attempt = node.begin("", "");
    Map<String, String> answer = IdentityProvider.follow(node.address(attempt));
    comeBack(node, attempt, answer);

    assertThat(refused(() -> comeBack(node, attempt, answer))).isEqualTo(Why.REFUSED);
  }

  @Test
  void aCodeOfAnotherAttemptFitsNoOther() {
    Provider node = node();
    Attempt stolen = node.begin("", "");
    String code = IdentityProvider.follow(node.address(stolen)).get("code");
    Attempt mine = node.begin("", "");

    assertThat(refused(() -> node.redeem(mine, identity.issuer(), code, "")))
        .isEqualTo(Why.REFUSED);
  }

  @Test
  void anAnswerOfAnotherIssuerIsRefused() {
    Provider node = node();
    Attempt attempt = node.begin("", "");
    String code = IdentityProvider.follow(node.address(attempt)).get("code");

    assertThat(refused(() -> node.redeem(attempt, "https://another.example", code, "")))
        .isEqualTo(Why.REFUSED);
  }

  @Test
  void whoeverSaysNoAtTheProviderIsNotSignedIn() {
    identity.refuses();
    assertThat(refused()).isEqualTo(Why.DECLINED);
  }

  @Test
  void toConfirmSomebodyHasToSignInThereAgain() {
    signIn(node(), "ses_1");
    assertThat(identity.asked()).containsEntry("prompt", "login").containsEntry("max_age", "0");
    lie("auth_time", watch.now.minusSeconds(62).getEpochSecond());
    assertThat(refused(() -> signIn(node(), "ses_1"))).isEqualTo(Why.REFUSED);
    assertThat(signIn(node(), "").subject()).isEqualTo("sub-1");
    identity.lies(
        claims -> {
          claims.remove("auth_time");
          return claims;
        });
    assertThat(refused(() -> signIn(node(), "ses_1"))).isEqualTo(Why.REFUSED);
  }

  @Test
  void aProviderThatIsDownIsSaidToBe() {
    identity.goesDown();
    Provider node = node();
    assertThat(refused(() -> signIn(node, ""))).isEqualTo(Why.UNREACHABLE);
    identity.comesUp();
    assertThat(refused(() -> signIn(node, ""))).as("asked a moment ago").isEqualTo(Why.UNREACHABLE);
    assertThat(signIn(node(), "").subject()).isEqualTo("sub-1");

    Provider known = node();
    Attempt attempt = known.begin("", "");
    Map<String, String> answer = IdentityProvider.follow(known.address(attempt));
    identity.goesDown();
    assertThat(refused(() -> comeBack(known, attempt, answer))).isEqualTo(Why.UNREACHABLE);
    identity.close();
    assertThat(refused(() -> signIn(node(), ""))).isEqualTo(Why.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.acme.example",
        "ftp://127.0.0.1",
        "https://user@id.acme.example",
        "no address at all",
        "/relative"
      })
  void aProviderWithoutHttpsIsNotAsked(String issuer) {
    settings.put("backstop.oidc.issuer", issuer);
    assertThat(refused(() -> node().address(node().begin("", "")))).isEqualTo(Why.UNREACHABLE);
  }

  @Test
  void aProviderThatCallsItselfSomethingElseIsNotBelieved() {
    settings.put("backstop.oidc.issuer", identity.issuer().replace("127.0.0.1", "localhost"));
    assertThat(refused(() -> node().address(node().begin("", "")))).isEqualTo(Why.UNREACHABLE);
  }

  @Test
  void whatLeadsOnIsAnAddressAtTheProvider() {
    URI address = node().address(node().begin("", ""));

    assertThat(address.toString()).startsWith(identity.issuer() + "/authorize?");
    assertThat(address.toString()).doesNotContain(IdentityProvider.SECRET);
  }
}
