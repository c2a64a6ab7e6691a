package io.backstop.web.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.billing.BillingUnavailable;
import io.backstop.bundle.Signer;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.link.HostedLink;
import io.backstop.link.LinkMint;
import io.backstop.link.MintRequest;
import io.backstop.recovery.Campaigns;
import io.backstop.workspace.Workspace;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkDeskTest {

  private static final HostedLink LINK =
      new HostedLink(URI.create("https://backstop.test/wall/t"), Instant.EPOCH);

  private final PlayedCampaigns campaigns = new PlayedCampaigns();
  private final PlayedMint mint = new PlayedMint();
  private final LinkDesk desk = new LinkDesk();

  private static final class PlayedCampaigns extends Campaigns {
    private boolean away;
    private boolean inFlight;
    private int asked;

    @Override
    public boolean inFlight(Workspace workspace, CustomerId customer) {
      asked++;
      if (away) {
        throw new BillingUnavailable("away", null);
      }
      return inFlight;
    }
  }

  private static final class PlayedMint extends LinkMint {

    /** Of each mint, whether it may not ask Stripe. */
    private final List<Boolean> unasked = new ArrayList<>();

    PlayedMint() {
      super(null, null, null, null, null, null);
    }

    @Override
    public HostedLink mint(MintRequest request) {
      return mint(request, false);
    }

    @Override
    public HostedLink mint(MintRequest request, boolean away) {
      unasked.add(away);
      return LINK;
    }
  }

  @BeforeEach
  void inject() throws ReflectiveOperationException {
    inject("campaigns", campaigns);
    inject("mint", mint);
  }

  private void inject(String name, Object value) throws ReflectiveOperationException {
    Field field = LinkDesk.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(desk, value);
  }

  private static MintRequest request(Surface surface, boolean signed) {
    VerifiedBundle bundle =
        new VerifiedBundle(
            surface,
            new CustomerId("cus_ada"),
            Optional.of(new SubscriptionId("sub_ada")).filter(id -> surface == Surface.CANCEL),
            signed ? Optional.of(new byte[32]) : Optional.empty(),
            signed ? Signer.CURRENT : Signer.NOBODY);
    return new MintRequest(null, bundle, Optional.empty(), Optional.empty());
  }

  @Test
  void whoOwesNothingGetsNoWall() {
    assertThat(desk.link(request(Surface.PAYMENT_WALL, true))).isEmpty();
    assertThat(mint.unasked).isEmpty();
  }

  @Test
  void whoOwesGetsOne() {
    campaigns.inFlight = true;

    assertThat(desk.link(request(Surface.PAYMENT_WALL, true))).contains(LINK);
    assertThat(mint.unasked).containsExactly(false);
  }

  @Test
  void whomStripeWasAskedAboutInVainIsMintedWithoutAskingAgain() {
    campaigns.away = true;

    assertThat(desk.link(request(Surface.PAYMENT_WALL, true))).contains(LINK);
    assertThat(campaigns.asked).isEqualTo(1);
    assertThat(mint.unasked).containsExactly(true);
  }

  @Test
  void nobodyGetsAWallUnsignedThen() {
    campaigns.away = true;
    MintRequest request = request(Surface.PAYMENT_WALL, false);

    assertThatExceptionOfType(BillingUnavailable.class).isThrownBy(() -> desk.link(request));
    assertThat(mint.unasked).isEmpty();
  }

  @Test
  void theOtherSurfacesAskNothingFirst() {
    desk.link(request(Surface.CANCEL, true));
    desk.link(request(Surface.PORTAL, false));

    assertThat(campaigns.asked).isZero();
    assertThat(mint.unasked).containsExactly(false, false);
  }
}
