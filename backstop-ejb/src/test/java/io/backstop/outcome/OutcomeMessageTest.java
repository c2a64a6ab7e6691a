package io.backstop.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeMessageTest {

  private static final SessionId SESSION = new SessionId("cs_01jd8e2zr0abcdefghjkmnpqrs");
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.999Z");
  private static final String DEMO = "bs_demo_acme_embed_secret_not_for_production";

  private static Workspace workspace(String... secrets) {
    return new Workspace(
        new WorkspaceSlug("acme"),
        "Acme",
        false,
        new Workspace.EmbedSettings(List.of(secrets), false, Optional.empty(), List.of(), 50, 60),
        new Workspace.LinkLifetimes(
            Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
        new Workspace.CancelSettings(Workspace.CancelTiming.PERIOD_END, Optional.empty()),
        new Workspace.StripeSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            URI.create("https://api.stripe.com"),
            URI.create("https://js.stripe.com/dahlia/stripe.js")),
        new Workspace.BrandSettings("Acme", Optional.empty(), "#123456", Workspace.Theme.AUTO),
        new Workspace.PortalSettings(List.of()),
        new Workspace.WallSettings(Optional.empty(), Optional.empty()));
  }

  private static OutcomeMessage saved() {
    return OutcomeMessage.signed(workspace(DEMO), SESSION, Outcome.Kind.SAVED, NOW);
  }

  /** printf '%s\n%s\n%s' SESSION OUTCOME 1795435200 | openssl dgst -sha256 -hmac SECRET */
  @ParameterizedTest
  @CsvSource({
    "SAVED, " + DEMO + ", 81ff503dc076ea00b3e9ff2b52a9b21e5aadb3bfd2dc33e362ee19eb6bb394a2",
    "CANCELLED, " + DEMO + ", b550e47095ff8c042cd66958a7c814ba02d9420b1298941ba88986b68d2a2c4d",
    "DISMISSED, pä$$wörd €, 2f37cb23e6855633e8495c2d7046431d6b7a024d15895577a5d54f7b0be31de1",
  })
  void theSignatureIsTheOneThatOpensslGives(Outcome.Kind kind, String secret, String signature) {
    OutcomeMessage message = OutcomeMessage.signed(workspace(secret), SESSION, kind, NOW);

    assertThat(message.signature()).isEqualTo(signature);
    assertThat(message.timestamp()).isEqualTo(1_795_435_200L);
  }

  @Test
  void theCurrentSecretSignsAlsoWhileThePreviousOneLives() {
    assertThat(OutcomeMessage.signed(workspace(DEMO, "old"), SESSION, Outcome.Kind.SAVED, NOW))
        .isEqualTo(saved());
  }

  private static final String ADDED =
      "backstop_outcome=saved&backstop_session=cs_01jd8e2zr0abcdefghjkmnpqrs"
          + "&backstop_timestamp=1795435200&backstop_signature="
          + "81ff503dc076ea00b3e9ff2b52a9b21e5aadb3bfd2dc33e362ee19eb6bb394a2";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "https://shop.example, https://shop.example?@",
        "https://shop.example/account, https://shop.example/account?@",
        "https://shop.example/account?, https://shop.example/account?@",
        "https://shop.example/a?b=c&d, https://shop.example/a?b=c&d&@",
        "https://shop.example/a?b=%26%3D+%20&&c, https://shop.example/a?b=%26%3D+%20&&c&@",
        "https://shop.example/a#top, https://shop.example/a?@#top",
        "https://shop.example/a?b=c#/x?y=z, https://shop.example/a?b=c&@#/x?y=z",
        "http://localhost:8090/back?u=%C3%BC, http://localhost:8090/back?u=%C3%BC&@",
        "https://s.example/?backstop_outcome=cancelled&a=1, https://s.example/?a=1&@",
        "https://s.example/?a=1&backstop%5Fsignature=00&b, https://s.example/?a=1&b&@",
        "https://s.example/?backstop_session, https://s.example/?@",
        "https://s.example/?x=backstop_outcome, https://s.example/?x=backstop_outcome&@",
      })
  void theAnswerIsAddedToTheQueryAndTheRestStays(String returnUrl, String expected) {
    assertThat(saved().addedTo(URI.create(returnUrl))).hasToString(expected.replace("@", ADDED));
  }
}
