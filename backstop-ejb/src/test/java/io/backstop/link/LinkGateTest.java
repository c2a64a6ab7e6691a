package io.backstop.link;

import static io.backstop.link.Bench.ALICE;
import static io.backstop.link.Bench.HERS;
import static io.backstop.link.Bench.signed;
import static io.backstop.link.Bench.token;
import static io.backstop.link.Bench.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.store.TestDatabase;
import io.backstop.store.Together;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkGateTest {

  private static TestDatabase database;

  private final Bench bench = new Bench(database).knowingAlice();

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  private FlowPass admitted(Surface surface, HostedLink link) {
    return bench.gate.admit(surface, token(link));
  }

  private void assertDead(Surface surface, HostedLink link) {
    assertRefused(RefusalCode.LINK_DEAD, surface, token(link));
  }

  private void assertRefused(RefusalCode code, Surface surface, String token) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> bench.gate.admit(surface, token))
        .matches(refusal -> refusal.code() == code, code.name())
        .matches(
            refusal ->
                token == null || token.length() < 43 || !refusal.getMessage().contains(token));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> bench.gate.look(surface, token))
        .matches(refusal -> refusal.code() == code, code.name());
  }

  private void redeem(FlowPass pass) {
    bench.container.transaction(() -> bench.gate.redeem(pass));
  }

  private boolean redeems(FlowPass pass) {
    try {
      redeem(pass);
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.code()).isEqualTo(RefusalCode.LINK_DEAD);
      return false;
    }
  }

  @Test
  void aPassCarriesWhatTheMintKnew() {
    HostedLink link =
        bench.mint.mint(
            new MintRequest(
                bench.workspace(),
                signed(Surface.CANCEL, ALICE),
                Optional.of("https://app.acme.test"),
                Optional.of(URI.create("https://app.acme.test/account"))));

    FlowPass pass = admitted(Surface.CANCEL, link);

    assertThat(pass.workspace().slug()).hasToString(bench.slug);
    assertThat(pass.surface()).isEqualTo(Surface.CANCEL);
    assertThat(pass.customer()).isEqualTo(ALICE);
    assertThat(pass.subscription()).contains(HERS);
    assertThat(pass.signed()).isTrue();
    assertThat(pass.openerOrigin()).contains("https://app.acme.test");
    assertThat(pass.returnUrl()).contains(URI.create("https://app.acme.test/account"));
    assertThat(pass.session()).hasToString("cs_" + pass.linkId());
    assertThat(pass.formKey()).hasSize(43).doesNotContain(token(link));
    assertThat(pass.toString()).doesNotContain(pass.formKey(), ALICE.value());
  }

  @Test
  void oneLinkIsOneSessionHoweverOftenItIsOpened() {
    HostedLink link = bench.minted(Surface.CANCEL);

    FlowPass first = admitted(Surface.CANCEL, link);
    FlowPass again = admitted(Surface.CANCEL, link);

    assertThat(again.session()).isEqualTo(first.session());
    assertThat(again.formKey()).isEqualTo(first.formKey());
    assertThat(bench.row(link, "spent_at")).isNull();
  }

  @Test
  void twoLinksHaveTwoFormKeys() {
    assertThat(admitted(Surface.CANCEL, bench.minted(Surface.CANCEL)).formKey())
        .isNotEqualTo(admitted(Surface.CANCEL, bench.minted(Surface.CANCEL)).formKey());
  }

  @ParameterizedTest
  @EnumSource
  void aLinkOpensItsOwnSurfaceOnly(Surface surface) {
    String token = token(bench.minted(surface));

    for (Surface other : Surface.values()) {
      if (other != surface) {
        assertRefused(RefusalCode.LINK_UNKNOWN, other, token);
      }
    }
    assertThat(bench.gate.admit(surface, token).surface()).isEqualTo(surface);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"
      })
  void whatWasNeverALinkIsUnknown(String token) {
    assertRefused(RefusalCode.LINK_UNKNOWN, Surface.CANCEL, token);
  }

  @Test
  void lookingLeavesNoTrace() {
    HostedLink link = bench.minted(Surface.CANCEL);
    String written = bench.row(link, "xmin");

    bench.gate.look(Surface.CANCEL, token(link));

    assertThat(bench.row(link, "xmin")).isEqualTo(written);
  }

  @Test
  void anUnopenedCancelLinkLivesAnHour() {
    HostedLink link = bench.minted(Surface.CANCEL);

    bench.clock.pass(Duration.ofMinutes(60).minusMillis(1));
    bench.gate.look(Surface.CANCEL, token(link));
    bench.clock.pass(Duration.ofMillis(1));

    assertDead(Surface.CANCEL, link);
  }

  @Test
  void anOpenedCancelLinkLivesAnotherHourAndNoMoreHoweverOftenItIsOpened() {
    HostedLink link = bench.minted(Surface.CANCEL);
    bench.clock.pass(Duration.ofMinutes(59));
    admitted(Surface.CANCEL, link);

    bench.clock.pass(Duration.ofMinutes(59));
    admitted(Surface.CANCEL, link);
    bench.clock.pass(Duration.ofMinutes(1));

    assertDead(Surface.CANCEL, link);
  }

  @Test
  void anUnsignedCancelLinkLivesItsTimeOpenedOrNot() {
    HostedLink link = bench.mint.mint(bench.request(unsigned(Surface.CANCEL, ALICE)));
    bench.clock.pass(Duration.ofMinutes(14));
    assertThat(admitted(Surface.CANCEL, link).expiresAt()).isEqualTo(link.expiresAt());
    bench.clock.pass(Duration.ofMinutes(1));

    assertDead(Surface.CANCEL, link);
  }

  @Test
  void openingDoesNotChangeTheOthersTime() {
    HostedLink portal = bench.minted(Surface.PORTAL);
    HostedLink wall = bench.minted(Surface.PAYMENT_WALL);
    bench.clock.pass(Duration.ofMinutes(29));

    assertThat(admitted(Surface.PORTAL, portal).expiresAt()).isEqualTo(portal.expiresAt());
    assertThat(admitted(Surface.PAYMENT_WALL, wall).expiresAt()).isEqualTo(wall.expiresAt());
    bench.clock.pass(Duration.ofMinutes(1));
    assertDead(Surface.PAYMENT_WALL, wall);
  }

  @Test
  void aSpentLinkIsDead() {
    HostedLink link = bench.minted(Surface.CANCEL);
    redeem(admitted(Surface.CANCEL, link));

    assertDead(Surface.CANCEL, link);
  }

  @Test
  void secondRedemptionIsRefused() {
    FlowPass pass = admitted(Surface.CANCEL, bench.minted(Surface.CANCEL));

    assertThat(redeems(pass)).isTrue();
    assertThat(redeems(pass)).isFalse();
  }

  @Test
  void ofThirtyTwoAtOnceOneRedeems() {
    for (int round = 0; round < 3; round++) {
      FlowPass pass = admitted(Surface.CANCEL, bench.minted(Surface.CANCEL));

      List<Boolean> won = Together.run(32, i -> () -> redeems(pass));

      assertThat(won.stream().filter(winner -> winner)).hasSize(1);
    }
  }

  @Test
  void aRedemptionThatIsRolledBackDidNotHappen() {
    HostedLink link = bench.minted(Surface.CANCEL);
    FlowPass pass = admitted(Surface.CANCEL, link);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                bench.container.transaction(
                    () -> {
                      bench.gate.redeem(pass);
                      throw new IllegalStateException("what the link was spent for failed");
                    }));

    assertThat(redeems(admitted(Surface.CANCEL, link))).isTrue();
  }

  @Test
  void redeemingNeedsTheCallersTransaction() {
    FlowPass pass = admitted(Surface.CANCEL, bench.minted(Surface.CANCEL));

    assertThatIllegalStateException().isThrownBy(() -> bench.gate.redeem(pass));
    assertThatIllegalStateException()
        .isThrownBy(() -> bench.gate.reopen(pass.workspace().slug(), pass.session()));
  }

  @Test
  void aLinkThatExpiresBetweenOpeningAndTheLastStepIsNotRedeemed() {
    FlowPass pass = admitted(Surface.CANCEL, bench.minted(Surface.CANCEL));
    bench.clock.pass(Duration.ofMinutes(60));

    assertThat(redeems(pass)).isFalse();
  }

  @Test
  void aLinkThatIsRevokedBetweenOpeningAndTheLastStepIsNotRedeemed() {
    HostedLink link = bench.minted(Surface.CANCEL);
    FlowPass pass = admitted(Surface.CANCEL, link);
    bench.change(link, "revoked_at = minted_at");

    assertThat(redeems(pass)).isFalse();
    assertDead(Surface.CANCEL, link);
  }

  @Test
  void aReopenedLinkIsRedeemedOnceMore() {
    HostedLink link = bench.minted(Surface.CANCEL);
    FlowPass pass = admitted(Surface.CANCEL, link);
    redeem(pass);

    bench.container.transaction(() -> bench.gate.reopen(pass.workspace().slug(), pass.session()));

    FlowPass again = admitted(Surface.CANCEL, link);
    assertThat(redeems(again)).isTrue();
    assertThat(redeems(again)).isFalse();
  }

  @Test
  void aReopenedLinkLivesAtLeastAnotherQuarterOfAnHour() {
    HostedLink link = bench.minted(Surface.CANCEL);
    FlowPass pass = admitted(Surface.CANCEL, link);
    bench.clock.pass(Duration.ofMinutes(59));
    redeem(pass);
    bench.clock.pass(Duration.ofMinutes(30));

    bench.container.transaction(() -> bench.gate.reopen(pass.workspace().slug(), pass.session()));

    assertThat(admitted(Surface.CANCEL, link).expiresAt())
        .isEqualTo(bench.clock.instant().plus(Duration.ofMinutes(15)));
  }

  @Test
  void reopeningNeverShortensALife() {
    HostedLink link = bench.minted(Surface.CANCEL);
    FlowPass pass = admitted(Surface.CANCEL, link);
    Instant before = admitted(Surface.CANCEL, link).expiresAt();
    redeem(pass);

    bench.container.transaction(() -> bench.gate.reopen(pass.workspace().slug(), pass.session()));

    assertThat(admitted(Surface.CANCEL, link).expiresAt()).isEqualTo(before);
  }

  @Test
  void aRevokedLinkIsNotReopened() {
    HostedLink link = bench.minted(Surface.CANCEL);
    FlowPass pass = admitted(Surface.CANCEL, link);
    redeem(pass);
    bench.change(link, "revoked_at = minted_at");

    bench.container.transaction(() -> bench.gate.reopen(pass.workspace().slug(), pass.session()));

    assertDead(Surface.CANCEL, link);
  }

  @Test
  void whoSendsTheLastFormTwiceIsShownTheEndingForAnHour() {
    HostedLink link = bench.minted(Surface.CANCEL);
    FlowPass pass = admitted(Surface.CANCEL, link);
    assertThat(bench.gate.recall(Surface.CANCEL, token(link))).isEmpty();
    redeem(pass);

    bench.clock.pass(Duration.ofMinutes(60).minusMillis(1));
    assertThat(bench.gate.recall(Surface.CANCEL, token(link)).orElseThrow().session())
        .isEqualTo(pass.session());
    bench.clock.pass(Duration.ofMillis(1));
    assertThat(bench.gate.recall(Surface.CANCEL, token(link))).isEmpty();
  }

  @Test
  void theEndingOfARevokedLinkIsNotShown() {
    HostedLink link = bench.minted(Surface.CANCEL);
    redeem(admitted(Surface.CANCEL, link));
    bench.change(link, "revoked_at = minted_at");

    assertThat(bench.gate.recall(Surface.CANCEL, token(link))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSuspendedWorkspacesLinksAreDead(Surface surface) {
    HostedLink link = bench.minted(surface);
    bench.settings.save(bench.slug, "suspended", "true");
    bench.settle();

    assertDead(surface, link);
  }

  @ParameterizedTest
  @EnumSource
  void whenSignaturesBecomeRequiredUnsignedLinksDieAndSignedOnesLive(Surface surface) {
    HostedLink withoutSignature = bench.mint.mint(bench.request(unsigned(surface, ALICE)));
    HostedLink withSignature = bench.minted(surface);
    bench.settings.save(bench.slug, "embed.require-signature", "true");
    bench.settle();

    assertDead(surface, withoutSignature);
    assertThat(admitted(surface, withSignature).signed()).isTrue();
  }

  @Test
  void unsignedLinksDieAtTheInstantThatEndsTheRollout() {
    HostedLink link = bench.mint.mint(bench.request(unsigned(Surface.PORTAL, ALICE)));
    bench.settings.save(
        bench.slug, "embed.unsigned-until", bench.clock.instant().plusSeconds(600).toString());
    bench.settle();

    assertThat(admitted(Surface.PORTAL, link).signed()).isFalse();
    bench.clock.pass(Duration.ofSeconds(598));
    assertDead(Surface.PORTAL, link);
  }

  @Test
  void aWorkspaceThatIsGoneTakesItsLinksAlong() {
    HostedLink link = bench.minted(Surface.PORTAL);
    database.update("DELETE FROM workspace WHERE workspace_id = ?", bench.slug);
    bench.settle();

    assertDead(Surface.PORTAL, link);
  }
}
