package io.backstop.web.embed;

import io.backstop.billing.BillingUnavailable;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.Surface;
import io.backstop.link.HostedLink;
import io.backstop.link.LinkMint;
import io.backstop.link.MintRequest;
import io.backstop.recovery.Campaigns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** What a verified bundle gets: a link, or nothing where there is nothing to show. */
@ApplicationScoped
class LinkDesk {

  @Inject private Campaigns campaigns;
  @Inject private LinkMint mint;

  /**
   * The link; empty on the wall of a customer who owes nothing, and then nothing is written.
   *
   * @throws Refusal as {@link LinkMint#mint} does
   */
  Optional<HostedLink> link(MintRequest request) {
    return request.bundle().surface() == Surface.PAYMENT_WALL
        ? wall(request)
        : Optional.of(mint.mint(request));
  }

  /** Whether anything is in flight is not known of whom the merchant vouches for: the wall asks. */
  private Optional<HostedLink> wall(MintRequest request) {
    boolean owes;
    try {
      owes = campaigns.inFlight(request.workspace(), request.bundle().customer());
    } catch (BillingUnavailable unanswered) {
      if (!request.bundle().signed()) {
        throw unanswered;
      }
      return Optional.of(mint.mint(request, true));
    }
    return owes ? Optional.of(mint.mint(request)) : Optional.empty();
  }
}
