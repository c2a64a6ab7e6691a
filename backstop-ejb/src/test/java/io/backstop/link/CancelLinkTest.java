package io.backstop.link;

import static io.backstop.link.Bench.ALICE;
import static io.backstop.link.Bench.HERS;
import static io.backstop.link.Bench.signed;
import static io.backstop.link.Bench.token;
import static io.backstop.link.Bench.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.store.TestDatabase;
import io.backstop.store.Together;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cancel links that a portal or a wall opens, and the way back from them. */
class CancelLinkTest {

  private static final CustomerId BOB = new CustomerId("cus_bob");

  private static TestDatabase database;

  private final Bench bench = new Bench(database).knowingAlice();

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  private FlowPass parent(VerifiedBundle bundle) {
    HostedLink link =
        bench.mint.mint(
            new MintRequest(
                bench.workspace(),
                bundle,
                Optional.of("https://app.acme.test"),
                Optional.of(URI.create("https://app.acme.test/account"))));
    return bench.gate.admit(bundle.surface(), token(link));
  }

  private FlowPass portal() {
    return parent(signed(Surface.PORTAL, ALICE));
  }

  private FlowPass opened(HostedLink cancel) {
    return bench.gate.admit(Surface.CANCEL, token(cancel));
  }

  private void assertRefused(RefusalCode code, FlowPass from, SubscriptionId subscription) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> bench.mint.cancelLink(from, subscription))
        .matches(refusal -> refusal.code() == code, code.name());
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTAL", "PAYMENT_WALL"})
  void aCancelLinkHasItsOwnSessionAndKnowsTheWayBack(Surface surface) {
    FlowPass from = parent(signed(surface, ALICE));

    HostedLink link = bench.mint.cancelLink(from, HERS);
    FlowPass pass = opened(link);

    assertThat(link.url().toString()).startsWith("https://backstop.test/cancel/");
    assertThat(link.expiresAt()).isEqualTo(bench.clock.instant().plus(Duration.ofMinutes(60)));
    assertThat(pass.session()).isNotEqualTo(from.session());
    assertThat(pass.customer()).isEqualTo(ALICE);
    assertThat(pass.subscription()).contains(HERS);
    assertThat(pass.signed()).isTrue();
    assertThat(pass.openerOrigin()).contains("https://app.acme.test");
    assertThat(pass.returnUrl()).contains(URI.create("https://app.acme.test/account"));
    String back = pass.cameFrom().orElseThrow().toString();
    assertThat(back).startsWith("/" + surface.path() + "/");
    assertThat(bench.gate.look(surface, back.substring(back.lastIndexOf('/') + 1)).linkId())
        .isEqualTo(from.linkId());
    assertThat(bench.stripe.asked).hasValue(0);
  }

  @Test
  void aLinkThatWasNotOpenedFromAPageLeadsBackToNone() {
    assertThat(portal().cameFrom()).isEmpty();
    assertThat(opened(bench.minted(Surface.CANCEL)).cameFrom()).isEmpty();
  }

  @Test
  void fromAnUnsignedPortalItIsUnsignedAndShort() {
    HostedLink link = bench.mint.cancelLink(parent(unsigned(Surface.PORTAL, ALICE)), HERS);

    assertThat(opened(link).signed()).isFalse();
    assertThat(link.expiresAt()).isEqualTo(bench.clock.instant().plus(Duration.ofMinutes(15)));
  }

  @Test
  void pressingCancelAgainGivesTheSameOpenLink() {
    FlowPass from = portal();
    HostedLink first = bench.mint.cancelLink(from, HERS);
    bench.clock.pass(Duration.ofMinutes(59));

    assertThat(bench.mint.cancelLink(from, HERS)).isEqualTo(first);
    assertThat(bench.rows()).isEqualTo(2);
  }

  @Test
  void thirtyTwoPressesAtOnceMakeOneLink() {
    FlowPass from = portal();

    List<HostedLink> links =
        Together.run(
            32,
            i -> {
              LinkMint node = bench.newMint();
              return () -> node.cancelLink(from, HERS);
            });

    assertThat(new HashSet<>(links)).hasSize(1);
    assertThat(bench.rows()).isEqualTo(2);
  }

  @Test
  void afterASpentOrExpiredOneThirtyTwoPressesMakeOneNewLink() {
    FlowPass from = portal();
    HostedLink spent = bench.mint.cancelLink(from, HERS);
    redeem(opened(spent));
    bench.clock.pass(Duration.ofSeconds(1));

    List<HostedLink> links = Together.run(32, i -> () -> bench.mint.cancelLink(from, HERS));
    bench.clock.pass(Duration.ofMinutes(61));
    HostedLink afterExpiry = bench.mint.cancelLink(from, HERS);

    assertThat(new HashSet<>(links)).hasSize(1).doesNotContain(spent, afterExpiry);
    assertThat(bench.rows()).isEqualTo(4);
  }

  @Test
  void aLinkThatIsOpenedAgainAfterARefusalIsInNobodysWay() {
    FlowPass from = portal();
    FlowPass first = opened(bench.mint.cancelLink(from, HERS));
    redeem(first);
    bench.clock.pass(Duration.ofSeconds(1));
    HostedLink second = bench.mint.cancelLink(from, HERS);

    reopen(first);

    assertThat(bench.mint.cancelLink(from, HERS)).isEqualTo(second);
  }

  @Test
  void onANodeWhoseClockIsBehindTheNewLinkIsFoundByEveryPress() {
    FlowPass from = portal();
    HostedLink spent = bench.mint.cancelLink(from, HERS);
    redeem(opened(spent));
    bench.clock.pass(Duration.ofSeconds(-5));

    HostedLink second = bench.mint.cancelLink(from, HERS);
    assertThat(second).isNotEqualTo(spent);
    assertThat(bench.mint.cancelLink(from, HERS)).isEqualTo(second);

    redeem(opened(second));
    HostedLink third = bench.mint.cancelLink(from, HERS);
    assertThat(third).isNotIn(spent, second);
    assertThat(bench.mint.cancelLink(from, HERS)).isEqualTo(third);
    assertThat(bench.rows()).isEqualTo(4);
  }

  private void redeem(FlowPass pass) {
    bench.container.transaction(() -> bench.gate.redeem(pass));
  }

  private void reopen(FlowPass pass) {
    bench.container.transaction(() -> bench.gate.reopen(bench.workspace().slug(), pass.session()));
  }

  @Test
  void aReusedLinkFollowsTheParentToItsNewOpener() {
    FlowPass from = portal();
    HostedLink link = bench.mint.cancelLink(from, HERS);
    FlowPass elsewhere =
        bench.gate.admit(
            Surface.PORTAL,
            token(
                bench.mint.mint(
                    new MintRequest(
                        bench.workspace(),
                        signed(Surface.PORTAL, ALICE),
                        Optional.of("https://beta.acme.test"),
                        Optional.empty()))));

    assertThat(bench.mint.cancelLink(elsewhere, HERS).url()).isEqualTo(link.url());
    assertThat(opened(link).openerOrigin()).contains("https://beta.acme.test");
    assertThat(opened(link).returnUrl()).isEmpty();
  }

  @Test
  void anotherCustomersSubscriptionIsNotFound() {
    bench.stripe.customers.add(BOB);
    bench.remember(BOB, Optional.empty(), false);
    FlowPass from = parent(signed(Surface.PORTAL, BOB));
    SubscriptionId unknown = new SubscriptionId("sub_unknown");

    assertRefused(RefusalCode.SUBSCRIPTION_NOT_FOUND, from, unknown);
    assertThat(bench.rows()).isEqualTo(1);
  }

  @Test
  void whatHasEndedCanNotBeCancelled() {
    bench.stripe.customers.add(ALICE);
    database.update(
        "UPDATE stripe_subscription SET ended = true WHERE workspace_id = ?", bench.slug);

    assertRefused(RefusalCode.SUBSCRIPTION_NOT_CANCELABLE, portal(), HERS);
    bench.stripe.away = true;
    assertRefused(RefusalCode.SUBSCRIPTION_NOT_CANCELABLE, portal(), HERS);
  }

  @Test
  void nobodyVouchesForASubscriptionThatAFormNames() {
    bench.stripe.away = true;

    assertRefused(
        RefusalCode.BILLING_UNAVAILABLE, portal(), new SubscriptionId("sub_somebody_elses"));
  }

  @Test
  void aPortalThatIsOverAndReplacedTakesTheWayBackAlongAndNotTheWayOut() {
    HostedLink over = bench.minted(Surface.PORTAL);
    FlowPass from = bench.gate.admit(Surface.PORTAL, token(over));
    bench.clock.pass(Duration.ofDays(400).minusMinutes(1));
    HostedLink link = bench.mint.cancelLink(from, HERS);
    bench.clock.pass(Duration.ofMinutes(1));

    assertThat(bench.minted(Surface.PORTAL)).isNotEqualTo(over);

    assertThat(bench.row(over, "revoked_at")).isNotNull();
    FlowPass pass = opened(link);
    assertThat(pass.cameFrom()).isEmpty();
    redeem(pass);
    assertThat(bench.gate.recall(Surface.CANCEL, token(link))).isPresent();
    reopen(pass);
    assertThat(opened(link).linkId()).isEqualTo(pass.linkId());
  }

  @Test
  void aPassTellsNobodyOfTheParentsToken() {
    FlowPass pass = opened(bench.mint.cancelLink(portal(), HERS));

    assertThat(pass.toString()).doesNotContain(pass.cameFrom().orElseThrow().getPath());
  }

  @Test
  void revokingACustomersPortalLinksTakesWhatWasOpenedFromThem() {
    FlowPass from = portal();
    HostedLink cancel = bench.mint.cancelLink(from, HERS);
    HostedLink own = bench.minted(Surface.CANCEL);
    HostedLink shared = bench.minted(Surface.PORTAL);
    bench.remember(BOB, Optional.empty(), false);
    HostedLink bobs = bench.mint.mint(bench.request(signed(Surface.PORTAL, BOB)));

    int revoked = bench.gate.revoke(bench.workspace().slug(), ALICE);

    assertThat(revoked).isEqualTo(2);
    assertDead(Surface.PORTAL, shared);
    assertDead(Surface.CANCEL, cancel);
    assertThat(opened(own).linkId()).isNotEmpty();
    assertThat(bench.gate.admit(Surface.PORTAL, token(bobs)).customer()).isEqualTo(BOB);
    assertThat(bench.minted(Surface.PORTAL).url()).isNotEqualTo(shared.url());
  }

  @Test
  void revokingAllTakesEveryCustomersPortalLinksOfThisWorkspaceOnly() {
    bench.remember(BOB, Optional.empty(), false);
    HostedLink alices = bench.minted(Surface.PORTAL);
    HostedLink bobs = bench.mint.mint(bench.request(unsigned(Surface.PORTAL, BOB)));
    Bench other = new Bench(database).knowingAlice();
    HostedLink others = other.minted(Surface.PORTAL);

    assertThat(bench.gate.revokeAll(bench.workspace().slug())).isEqualTo(2);

    assertDead(Surface.PORTAL, alices);
    assertDead(Surface.PORTAL, bobs);
    assertThat(other.gate.admit(Surface.PORTAL, token(others)).customer()).isEqualTo(ALICE);
    assertThat(bench.gate.revokeAll(bench.workspace().slug())).isZero();
  }

  @Test
  void aSpentCancelLinkOfARevokedPortalIsNeitherOpenedAgainNorShown() {
    HostedLink link = bench.mint.cancelLink(portal(), HERS);
    FlowPass pass = opened(link);
    redeem(pass);

    bench.gate.revoke(bench.workspace().slug(), ALICE);
    reopen(pass);

    assertThat(bench.row(link, "spent_at")).isNotNull();
    assertThat(bench.gate.recall(Surface.CANCEL, token(link))).isEmpty();
    assertDead(Surface.CANCEL, link);
  }

  /** The statement that opens it again began before the one that revokes had committed. */
  @Test
  void aLinkThatIsOpenedAgainWhileItsPortalIsRevokedIsDead() {
    HostedLink link = bench.mint.cancelLink(portal(), HERS);
    FlowPass pass = opened(link);
    redeem(pass);
    bench.gate.revoke(bench.workspace().slug(), ALICE);
    bench.change(link, "spent_at = NULL");

    assertDead(Surface.CANCEL, link);
    assertNotRedeemed(pass);
  }

  @Test
  void whatIsMadeFromAPortalThatWasRevokedJustThenIsDead() {
    FlowPass letIn = portal();
    bench.gate.revoke(bench.workspace().slug(), ALICE);

    assertDead(Surface.CANCEL, bench.mint.cancelLink(letIn, HERS));
    assertDead(Surface.PAYMENT_WALL, bench.mint.wallLink(letIn));
  }

  @Test
  void revokingReachesTheCancelLinkOfAPortalsWall() {
    HostedLink wall = bench.mint.wallLink(portal());
    HostedLink link =
        bench.mint.cancelLink(bench.gate.admit(Surface.PAYMENT_WALL, token(wall)), HERS);
    FlowPass pass = opened(link);
    bench.clock.pass(Duration.ofMinutes(31));

    bench.gate.revokeAll(bench.workspace().slug());

    assertDead(Surface.CANCEL, link);
    assertNotRedeemed(pass);
  }

  @Test
  void aWallThatWasNotOpenedFromAPortalIsLeftAlone() {
    FlowPass wall = parent(signed(Surface.PAYMENT_WALL, ALICE));
    HostedLink link = bench.mint.cancelLink(wall, HERS);

    bench.gate.revokeAll(bench.workspace().slug());

    assertThat(opened(link).cameFrom()).isPresent();
  }

  private void assertNotRedeemed(FlowPass pass) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> redeem(pass))
        .matches(refusal -> refusal.code() == RefusalCode.LINK_DEAD);
  }

  private void assertDead(Surface surface, HostedLink link) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> bench.gate.look(surface, token(link)))
        .matches(refusal -> refusal.code() == RefusalCode.LINK_DEAD);
  }

  @Test
  void aWallOfThePortalsOwnIsAVisitOfItsOwnThatLeadsBack() {
    FlowPass portal = portal();
    HostedLink first = bench.mint.wallLink(portal);
    HostedLink second = bench.mint.wallLink(portal);
    FlowPass wall = bench.gate.admit(Surface.PAYMENT_WALL, token(first));
    assertThat(wall.customer()).isEqualTo(portal.customer());
    assertThat(wall.signed()).isEqualTo(portal.signed());
    assertThat(wall.cameFrom()).isPresent();
    assertThat(wall.session()).isNotEqualTo(portal.session());
    assertThat(bench.gate.admit(Surface.PAYMENT_WALL, token(second)).session())
        .isNotEqualTo(wall.session());
  }
}
