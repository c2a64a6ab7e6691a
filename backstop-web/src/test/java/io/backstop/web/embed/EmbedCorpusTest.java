package io.backstop.web.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.bundle.BundleVerifier;
import io.backstop.bundle.SignedBundle;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.corpus.EmbedRecipe;
import io.backstop.corpus.FixtureSecrets;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.web.error.Problem;
import io.backstop.workspace.Workspace.EmbedSettings;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus, as far as it is decided before the database is asked: from the bytes of the body to
 * the verified bundle, with the clock standing still.
 *
 * <p>What is not here needs a server ({@code steps}, methods, headers, raw paths, slow and zipped
 * bodies). {@code oracle-timing-signature-prefix} is among it: a timed test would fail on a busy
 * machine and prove nothing on an idle one, and that every secret is compared in constant time
 * cannot be seen from outside; the verifier's one comparison is {@code MessageDigest.isEqual} over
 * all secrets.
 */
class EmbedCorpusTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.5Z");

  private static final Map<String, EmbedSettings> WORKSPACES =
      Map.of(
          "acme",
              settings(
                  true, Optional.empty(), "https://app.acme.test", "acme.current", "acme.previous"),
          "beta", settings(true, Optional.empty(), "https://app.beta.test", "beta.current"),
          "rollout", settings(false, Optional.empty(), null, "rollout.current"),
          "rollout-expired",
              settings(false, Optional.of(NOW.minusSeconds(1)), null, "rollout-expired.current"));

  /** Refused later, by what the database or Stripe knows of the customer. */
  private static final Set<RefusalCode> LATER =
      Set.of(RefusalCode.CUSTOMER_NOT_FOUND, RefusalCode.SUBSCRIPTION_NOT_FOUND);

  private static EmbedSettings settings(
      boolean required, Optional<Instant> until, String origin, String... secrets) {
    return new EmbedSettings(
        Arrays.stream(secrets).map(FixtureSecrets.ALL::get).toList(),
        required,
        until,
        origin == null ? List.of() : List.of(origin),
        50,
        60);
  }

  static Stream<EmbedRecipe> decidedHere() {
    return EmbedRecipe.all().stream().filter(EmbedCorpusTest::isDecidedHere);
  }

  private static boolean isDecidedHere(EmbedRecipe line) {
    if (line.sequence()) {
      return false;
    }
    EmbedRecipe.Call call = line.call(NOW, FixtureSecrets.ALL);
    boolean plain = call.headers().equals(Map.of("Content-Type", List.of("application/json")));
    return call.method().equals("POST")
        && plain
        && call.perByte().isZero()
        && surface(call).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decidedHere")
  void answersAsTheLineSays(EmbedRecipe line) {
    EmbedRecipe.Call call = line.call(NOW, FixtureSecrets.ALL);

    Optional<RefusalCode> refusal = refusal(call);

    if (refusal.isEmpty()) {
      boolean passes = line.statuses().contains(200);
      boolean refusedLater =
          LATER.stream().anyMatch(code -> line.errorTypes().contains(code.wireName()));
      assertThat(passes || refusedLater).as("let pass; %s", line.why()).isTrue();
    } else {
      Problem problem = Problem.of(refusal.get());
      assertThat(line.statuses()).as(line.why()).contains(problem.status());
      assertThat(line.errorTypes()).as(line.why()).contains(problem.type());
    }
  }

  @Test
  void noLineIsDropped() {
    List<EmbedRecipe> all = EmbedRecipe.all();
    assertThat(all).hasSize(196);
    assertThat(decidedHere()).hasSize(166);
    assertThat(all)
        .filteredOn(line -> !isDecidedHere(line))
        .as("left to tests with a server")
        .allMatch(
            line ->
                line.sequence()
                    || Set.of("http", "cors").contains(line.category())
                    || Set.of("mode-double-slash", "mode-dot-segment").contains(line.name()));
  }

  @Test
  void everyLineWithAStandingClockIsDecidedHere() {
    assertThat(EmbedRecipe.all().stream().filter(EmbedRecipe::frozen))
        .hasSize(8)
        .allMatch(EmbedCorpusTest::isDecidedHere);
  }

  @Test
  void properCallsAreLetPass() {
    assertThat(
            decidedHere()
                .filter(line -> line.category().equals("positive-control"))
                .map(line -> refusal(line.call(NOW, FixtureSecrets.ALL))))
        .hasSize(16)
        .allMatch(Optional::isEmpty);
  }

  private static Optional<Surface> surface(EmbedRecipe.Call call) {
    String path = call.path().split("\\?", 2)[0];
    return Arrays.stream(Surface.values())
        .filter(surface -> path.equals("/api/embed/" + surface.wireName()))
        .findFirst();
  }

  /** The checks of {@link EmbedServlet} up to the origin, in its order. */
  private static Optional<RefusalCode> refusal(EmbedRecipe.Call call) {
    if (call.body().length > BodyReader.LARGEST) {
      return Optional.of(RefusalCode.PAYLOAD_TOO_LARGE);
    }
    try {
      EmbedBody body = EmbedBody.read(surface(call).orElseThrow(), call.body(), call.body().length);
      SignedBundle signed =
          SignedBundle.of(
              surface(call).orElseThrow(),
              body.workspace(),
              body.customer(),
              body.subscription(),
              body.timestamp(),
              body.signature());
      Optional<URI> returnUrl = ReturnUrl.parse(body.returnUrl());
      if (signed.workspace().value().equals("suspended")) {
        return Optional.of(RefusalCode.WORKSPACE_UNAVAILABLE);
      }
      EmbedSettings settings = WORKSPACES.get(signed.workspace().value());
      if (settings == null) {
        return Optional.of(RefusalCode.WORKSPACE_NOT_FOUND);
      }
      VerifiedBundle verified = BundleVerifier.verify(signed, settings, NOW);
      ReturnUrl.checkOrigin(returnUrl, settings, verified.signed());
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal.code());
    }
  }
}
