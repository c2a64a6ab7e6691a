package io.backstop.link;

import static io.backstop.link.Bench.ALICE;
import static io.backstop.link.Bench.signed;
import static io.backstop.link.Bench.token;
import static io.backstop.link.Bench.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.bundle.Signer;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.store.TestDatabase;
import io.backstop.store.Together;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

class LinkMintTest {

  private static final CustomerId NOBODY = new CustomerId("cus_nobody");

  private static TestDatabase database;

  private final Bench bench = new Bench(database).knowingAlice();

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  private void assertRefused(RefusalCode code, VerifiedBundle bundle) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> bench.mint.mint(bench.request(bundle)))
        .matches(refusal -> refusal.code() == code, code.name());
  }

  @ParameterizedTest
  @EnumSource
  void aKnownCustomerIsMintedWithoutAskingStripe(Surface surface) {
    HostedLink link = bench.minted(surface);

    assertThat(link.url().toString())
        .matches("https://backstop\\.test/" + surface.path() + "/[A-Za-z0-9_-]{43}");
    assertThat(bench.stripe.asked).hasValue(0);
    assertThat(bench.row(link, "surface")).isEqualTo(surface.wireName());
    assertThat(bench.row(link, "customer_id")).isEqualTo(ALICE.value());
    assertThat(bench.row(link, "signed")).isEqualTo("t");
    assertThat(bench.rows()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"CANCEL, PT60M, PT15M", "PORTAL, P400D, PT15M", "PAYMENT_WALL, PT30M, PT15M"})
  void aLinkLivesAsLongAsItsSurfaceSaysAndAnUnsignedOneShorter(
      Surface surface, Duration life, Duration unsignedLife) {
    assertThat(bench.minted(surface).expiresAt()).isEqualTo(bench.clock.instant().plus(life));
    assertThat(bench.mint.mint(bench.request(unsigned(surface, ALICE))).expiresAt())
        .isEqualTo(bench.clock.instant().plus(unsignedLife));
  }

  @Test
  void anUnsignedLinkNeverLivesLongerThanASignedOne() {
    bench.settings.save(bench.slug, "unsigned.link-lifetime", "P1D");
    bench.settle();

    assertThat(bench.mint.mint(bench.request(unsigned(Surface.PAYMENT_WALL, ALICE))).expiresAt())
        .isEqualTo(bench.clock.instant().plus(Duration.ofMinutes(30)));
  }

  @Test
  void neitherTheRowNorTheLinksTextHoldsTheToken() {
    HostedLink link = bench.minted(Surface.CANCEL);

    assertThat(
            database.text(
                "SELECT hosted_link::text FROM hosted_link WHERE workspace_id = ?", bench.slug))
        .doesNotContain(token(link));
    assertThat(link.toString()).doesNotContain(token(link));
  }

  @ParameterizedTest
  @EnumSource
  void theSameBundleTwiceIsOneLink(Surface surface) {
    VerifiedBundle bundle = signed(surface, ALICE);

    HostedLink first = bench.mint.mint(bench.request(bundle));
    bench.clock.pass(Duration.ofSeconds(100));
    HostedLink second = bench.newMint().mint(bench.request(bundle));

    assertThat(second).isEqualTo(first);
    assertThat(bench.rows()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void theSameBundleSixtyFourTimesAtOnceIsOneLink(Surface surface) {
    VerifiedBundle bundle = signed(surface, ALICE);
    MintRequest request = bench.request(bundle);

    List<HostedLink> links =
        Together.run(
            64,
            i -> {
              LinkMint node = bench.newMint();
              return () -> node.mint(request);
            });

    assertThat(new HashSet<>(links)).hasSize(1);
    assertThat(bench.rows()).isEqualTo(1);
  }

  @Test
  void anotherBundleIsAnotherLink() {
    assertThat(bench.minted(Surface.CANCEL)).isNotEqualTo(bench.minted(Surface.CANCEL));
    assertThat(bench.rows()).isEqualTo(2);
  }

  @Test
  void unsignedCallsAreEachALinkOfTheirOwn() {
    VerifiedBundle bundle = unsigned(Surface.PORTAL, ALICE);

    assertThat(bench.mint.mint(bench.request(bundle)))
        .isNotEqualTo(bench.mint.mint(bench.request(bundle)));
    assertThat(bench.rows()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"spent_at", "revoked_at"})
  void theSameBundleAfterItsSessionHasEndedIsRefused(String ending) {
    VerifiedBundle bundle = signed(Surface.CANCEL, ALICE);
    HostedLink link = bench.mint.mint(bench.request(bundle));
    bench.change(link, ending + " = minted_at");

    assertRefused(RefusalCode.BUNDLE_ALREADY_USED, bundle);
    assertThat(bench.rows()).isEqualTo(1);
  }

  @Test
  void theSameBundleAfterItsLinksTimeIsRefused() {
    VerifiedBundle bundle = signed(Surface.CANCEL, ALICE);
    bench.mint.mint(bench.request(bundle));
    bench.clock.pass(Duration.ofMinutes(60));

    assertRefused(RefusalCode.BUNDLE_ALREADY_USED, bundle);
  }

  @Test
  void anUnknownCustomerIsReadFromStripeOnce() {
    bench.stripe.customers.add(NOBODY);

    bench.mint.mint(bench.request(signed(Surface.PAYMENT_WALL, NOBODY)));
    bench.mint.mint(bench.request(signed(Surface.PAYMENT_WALL, NOBODY)));
    bench.mint.mint(bench.request(signed(Surface.PORTAL, NOBODY)));

    assertThat(bench.stripe.asked).hasValue(1);
    assertThat(bench.rows()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void whomStripeDoesNotKnowIsNotMinted(Surface surface) {
    assertRefused(RefusalCode.CUSTOMER_NOT_FOUND, signed(surface, NOBODY));
    assertRefused(RefusalCode.CUSTOMER_NOT_FOUND, unsigned(surface, NOBODY));
    assertThat(bench.rows()).isZero();
  }

  @Test
  void anothersSubscriptionIsNotMinted() {
    bench.stripe.customers.add(ALICE);
    VerifiedBundle foreign =
        new VerifiedBundle(
            Surface.CANCEL,
            ALICE,
            Optional.of(new SubscriptionId("sub_bob")),
            signed(Surface.CANCEL, ALICE).digest(),
            Signer.CURRENT);

    assertRefused(RefusalCode.SUBSCRIPTION_NOT_FOUND, foreign);
    assertThat(bench.rows()).isZero();
  }

  @Test
  void aSubscriptionThatHasEndedIsNotCancelable() {
    database.update(
        "UPDATE stripe_subscription SET ended = true WHERE workspace_id = ?", bench.slug);
    bench.stripe.customers.add(ALICE);
    bench.stripe.hersEnded = true;

    assertRefused(RefusalCode.SUBSCRIPTION_NOT_CANCELABLE, signed(Surface.CANCEL, ALICE));
    assertThat(bench.rows()).isZero();
  }

  @Test
  void oneWorkspacesCustomerIsNobodyInAnother() {
    Bench other = new Bench(database);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> other.minted(Surface.PORTAL))
        .matches(refusal -> refusal.code() == RefusalCode.CUSTOMER_NOT_FOUND);
  }

  @ParameterizedTest
  @EnumSource
  void whileStripeIsAwayASignedBundleIsMintedAllTheSame(Surface surface) {
    bench.stripe.away = true;
    database.update("DELETE FROM stripe_subscription WHERE workspace_id = ?", bench.slug);
    VerifiedBundle bundle = signed(surface, NOBODY);

    HostedLink link = bench.mint.mint(bench.request(bundle));

    assertThat(bench.row(link, "customer_id")).isEqualTo(NOBODY.value());
    assertThat(bench.mint.mint(bench.request(bundle))).isEqualTo(link);
    assertThat(bench.rows()).isEqualTo(1);
  }

  @Test
  void whomStripeWasJustAskedAboutInVainIsMintedWithoutAskingAgain() {
    bench.stripe.away = true;
    MintRequest request = bench.request(signed(Surface.PAYMENT_WALL, NOBODY));

    HostedLink link = bench.mint.mint(request, true);

    assertThat(bench.stripe.asked).hasValue(0);
    assertThat(bench.row(link, "customer_id")).isEqualTo(NOBODY.value());
    assertThat(bench.mint.mint(request, true)).isEqualTo(link);
    assertThat(bench.rows()).isEqualTo(1);
  }

  @Test
  void nobodyIsMintedUnaskedOnNobodysWord() {
    bench.stripe.away = true;
    MintRequest request = bench.request(unsigned(Surface.PAYMENT_WALL, NOBODY));

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> bench.mint.mint(request, true))
        .matches(refusal -> refusal.code() == RefusalCode.BILLING_UNAVAILABLE);
    assertThat(bench.rows()).isZero();
  }

  @Test
  void whileStripeIsAwayNobodyVouchesForASubscriptionThatIsKnownToHaveEnded() {
    bench.stripe.away = true;
    database.update(
        "UPDATE stripe_subscription SET ended = true WHERE workspace_id = ?", bench.slug);

    assertRefused(RefusalCode.SUBSCRIPTION_NOT_CANCELABLE, signed(Surface.CANCEL, ALICE));
    assertThat(bench.rows()).isZero();
  }

  @Test
  void whileStripeIsAwayNobodyVouchesForASubscriptionThatIsKnownToBeAnothers() {
    bench.stripe.away = true;

    assertRefused(RefusalCode.SUBSCRIPTION_NOT_FOUND, signed(Surface.CANCEL, NOBODY));
    assertThat(bench.rows()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"PORTAL", "PAYMENT_WALL"})
  void whileStripeIsAwayNobodyVouchesForACustomerWhoIsKnownToBeDeleted(Surface surface) {
    bench.stripe.away = true;
    database.update("UPDATE stripe_customer SET deleted = true WHERE workspace_id = ?", bench.slug);

    assertRefused(RefusalCode.CUSTOMER_NOT_FOUND, signed(surface, ALICE));
    assertThat(bench.rows()).isZero();
  }

  @Test
  void whileStripeIsAwayAKnownCustomersUnknownSubscriptionIsVouchedFor() {
    bench.stripe.away = true;
    database.update("DELETE FROM stripe_subscription WHERE workspace_id = ?", bench.slug);

    assertThat(bench.row(bench.minted(Surface.CANCEL), "customer_id")).isEqualTo(ALICE.value());
  }

  @ParameterizedTest
  @EnumSource
  void whileStripeIsAwayAnUnsignedBundleOfAnUnknownCustomerIsRefused(Surface surface) {
    bench.stripe.away = true;

    assertRefused(RefusalCode.BILLING_UNAVAILABLE, unsigned(surface, NOBODY));
    assertThat(bench.rows()).isZero();
  }

  @Test
  void whileStripeIsAwayAKnownCustomerIsMintedUnsignedToo() {
    bench.stripe.away = true;

    assertThat(bench.mint.mint(bench.request(unsigned(Surface.CANCEL, ALICE)))).isNotNull();
    assertThat(bench.stripe.asked).hasValue(0);
  }

  @Test
  void whileTheDatabaseIsAwayTheCallerIsToldToTryAgain() {
    DataSource away =
        new PGSimpleDataSource() {
          private static final long serialVersionUID = 1L;

          @Override
          public java.sql.Connection getConnection() throws SQLException {
            throw new SQLException("away");
          }
        };
    LinkMint mint =
        new LinkMint(
            new LinkRows(away),
            new ChildRows(away),
            new Acquaintance(away, bench.stripe),
            bench.node.keys,
            bench.node.config,
            bench.clock);
    MintRequest request = bench.request(signed(Surface.CANCEL, ALICE));

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> mint.mint(request))
        .matches(refusal -> refusal.code() == RefusalCode.TEMPORARILY_UNAVAILABLE);
  }

  @Test
  void theSameCustomerGetsTheSamePortalLinkAgainWithoutAWrite() {
    HostedLink first = bench.minted(Surface.PORTAL);
    String written = bench.row(first, "xmin");
    bench.clock.pass(Duration.ofDays(300));

    HostedLink second = bench.minted(Surface.PORTAL);

    assertThat(second).isEqualTo(first);
    assertThat(bench.row(first, "xmin")).as("the row's last writer").isEqualTo(written);
    assertThat(bench.rows()).isEqualTo(1);
  }

  @Test
  void manyFirstPortalCallsAtOnceAreOneLink() {
    List<MintRequest> requests =
        java.util.stream.IntStream.range(0, 16)
            .mapToObj(i -> bench.request(signed(Surface.PORTAL, ALICE)))
            .toList();

    List<HostedLink> links =
        Together.run(
            16,
            i -> {
              LinkMint node = bench.newMint();
              return () -> node.mint(requests.get(i));
            });

    assertThat(new HashSet<>(links)).hasSize(1);
    assertThat(bench.rows()).isEqualTo(1);
  }

  @Test
  void aPortalLinkThatHasOutlivedItsTimeIsReplaced() {
    HostedLink first = bench.minted(Surface.PORTAL);
    bench.clock.pass(Duration.ofDays(400));

    HostedLink second = bench.minted(Surface.PORTAL);

    assertThat(second.url()).isNotEqualTo(first.url());
    assertThat(second.expiresAt()).isEqualTo(bench.clock.instant().plus(Duration.ofDays(400)));
    assertThat(bench.minted(Surface.PORTAL)).isEqualTo(second);
  }

  @Test
  void manyCallsAtOnceReplaceAnOldPortalLinkByOne() {
    bench.minted(Surface.PORTAL);
    bench.clock.pass(Duration.ofDays(401));
    List<MintRequest> requests =
        java.util.stream.IntStream.range(0, 16)
            .mapToObj(i -> bench.request(signed(Surface.PORTAL, ALICE)))
            .toList();

    List<HostedLink> links = Together.run(16, i -> () -> bench.newMint().mint(requests.get(i)));

    assertThat(new HashSet<>(links)).hasSize(1);
    assertThat(bench.rows()).isEqualTo(2);
  }

  @Test
  void aRevokedPortalLinkIsReplacedForANewBundle() {
    HostedLink first = bench.minted(Surface.PORTAL);
    bench.change(first, "revoked_at = minted_at");

    assertThat(bench.minted(Surface.PORTAL).url()).isNotEqualTo(first.url());
  }

  /** Of two first calls at once the second has lost, and does not find the first one's link. */
  @Test
  void aLinkThatIsRevokedAsSoonAsItIsWrittenIsNotTheEndOfTheCustomer() {
    List<HostedLink> first = new ArrayList<>();
    LinkMint second =
        bench.newMint(
            statement -> {
              if (statement == 3) { // looked for a link, looked for the customer, now it is written
                first.add(bench.minted(Surface.PORTAL));
              } else if (statement == 4) {
                bench.gate.revoke(bench.workspace().slug(), ALICE);
              }
            });

    HostedLink link = second.mint(bench.request(signed(Surface.PORTAL, ALICE)));

    assertThat(first).hasSize(1).doesNotContain(link);
    assertThat(bench.row(first.get(0), "revoked_at")).isNotNull();
    assertThat(bench.gate.admit(Surface.PORTAL, token(link)).customer()).isEqualTo(ALICE);
  }

  @Test
  void theBundleOfARevokedPortalLinkIsUsedUp() {
    VerifiedBundle bundle = signed(Surface.PORTAL, ALICE);
    HostedLink first = bench.mint.mint(bench.request(bundle));
    bench.change(first, "revoked_at = minted_at");

    assertRefused(RefusalCode.BUNDLE_ALREADY_USED, bundle);
  }

  @Test
  void aPortalLinkLearnsOfThePageThatAskedLast() {
    HostedLink link = bench.minted(Surface.PORTAL);
    assertThat(bench.row(link, "opener_origin")).isNull();

    bench.mint.mint(
        new MintRequest(
            bench.workspace(),
            signed(Surface.PORTAL, ALICE),
            Optional.of("https://app.acme.test"),
            Optional.of(URI.create("https://app.acme.test/account"))));

    assertThat(bench.row(link, "opener_origin")).isEqualTo("https://app.acme.test");
    assertThat(bench.row(link, "return_url")).isEqualTo("https://app.acme.test/account");
    assertThat(bench.rows()).isEqualTo(1);
  }

  private MintRequest from(String origin, VerifiedBundle bundle) {
    return new MintRequest(bench.workspace(), bundle, Optional.of(origin), Optional.empty());
  }

  @Test
  void aBackendLeavesThePageThatMayFrameAPortalLinkAsItIs() {
    HostedLink link = bench.mint.mint(from("https://app.acme.test", signed(Surface.PORTAL, ALICE)));
    String written = bench.row(link, "xmin");

    bench.minted(Surface.PORTAL);
    assertThat(bench.row(link, "xmin")).as("the row's last writer").isEqualTo(written);
    bench.mint.mint(
        new MintRequest(
            bench.workspace(),
            signed(Surface.PORTAL, ALICE),
            Optional.empty(),
            Optional.of(URI.create("https://app.acme.test/account"))));

    assertThat(bench.row(link, "opener_origin")).isEqualTo("https://app.acme.test");
    assertThat(bench.row(link, "return_url")).isEqualTo("https://app.acme.test/account");
    bench.minted(Surface.PORTAL);
    assertThat(bench.row(link, "return_url")).isNull();
  }

  @Test
  void theSameOpenerWritesNothingToAPortalLink() {
    HostedLink link = bench.mint.mint(from("https://app.acme.test", signed(Surface.PORTAL, ALICE)));
    String written = bench.row(link, "xmin");

    bench.mint.mint(from("https://app.acme.test", signed(Surface.PORTAL, ALICE)));

    assertThat(bench.row(link, "xmin")).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCEL", "PAYMENT_WALL"})
  void theFirstPageThatSendsABackendsBundleMayFrameItsLink(Surface surface) {
    VerifiedBundle bundle = signed(surface, ALICE);
    HostedLink link = bench.mint.mint(bench.request(bundle));
    assertThat(bench.row(link, "opener_origin")).isNull();

    assertThat(bench.mint.mint(from("https://app.acme.test", bundle))).isEqualTo(link);
    assertThat(bench.mint.mint(from("https://beta.acme.test", bundle))).isEqualTo(link);
    assertThat(bench.mint.mint(bench.request(bundle))).isEqualTo(link);

    assertThat(bench.gate.admit(surface, token(link)).openerOrigin())
        .contains("https://app.acme.test");
  }

  @Test
  void anUnsignedPortalLinkIsNotTheCustomersLastingOne() {
    HostedLink signedLink = bench.minted(Surface.PORTAL);

    HostedLink unsignedLink = bench.mint.mint(bench.request(unsigned(Surface.PORTAL, ALICE)));

    assertThat(unsignedLink.url()).isNotEqualTo(signedLink.url());
    assertThat(bench.minted(Surface.PORTAL)).isEqualTo(signedLink);
  }
}
