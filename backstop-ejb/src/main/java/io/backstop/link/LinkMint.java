package io.backstop.link;

import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Mirror;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.workspace.KeyRing;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes hosted links. For a customer who is known the mint is one statement, which is its own
 * transaction: it checks that customer and subscription belong together and writes the row, or
 * writes nothing. Only when it wrote nothing is asked why; that slow path may read Stripe once.
 *
 * <p>Races: the same bundle twice at once writes one row (unique digest), and the second caller
 * finds it. Two first portal links of one customer at once likewise. Thread safe; never called
 * inside a transaction.
 */
@ApplicationScoped
public class LinkMint {

  private final LinkRows rows;
  private final Mirror mirror;
  private final KeyRing keys;
  private final LayeredConfig config;
  private final Clock clock;
  private volatile Base base;

  private record Base(String address, Instant until) {}

  /** For CDI's proxy only. */
  LinkMint() {
    this(null, null, null, null, null);
  }

  @Inject
  public LinkMint(LinkRows rows, Mirror mirror, KeyRing keys, LayeredConfig config, Clock clock) {
    this.rows = rows;
    this.mirror = mirror;
    this.keys = keys;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The link for this bundle: a new one, or the one that the same bundle (or, for the portal, the
   * same customer) already has.
   *
   * @throws Refusal CUSTOMER_NOT_FOUND, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_NOT_CANCELABLE,
   *     BUNDLE_ALREADY_USED, BILLING_UNAVAILABLE (only for an unsigned bundle of an unknown
   *     customer), TEMPORARILY_UNAVAILABLE when the database does not answer
   */
  public HostedLink mint(MintRequest request) {
    try {
      boolean sharedPortal =
          request.bundle().surface() == Surface.PORTAL && request.bundle().signed();
      return sharedPortal ? portalLink(request) : ownLink(request);
    } catch (SQLException failed) {
      throw new Refusal(
          RefusalCode.TEMPORARILY_UNAVAILABLE, "the database did not take the link", failed);
    }
  }

  private HostedLink ownLink(MintRequest request) throws SQLException {
    NewLink link = newLink(request);
    if (rows.insertKnown(request, link)) {
      return link(request, link.token(), link.expiresAt());
    }
    Optional<HostedLink> earlier = linkOfSameBundle(request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    boolean vouched = acquaint(request);
    boolean written = vouched ? rows.insertVouched(request, link) : rows.insertKnown(request, link);
    if (written) {
      return link(request, link.token(), link.expiresAt());
    }
    return linkOfSameBundle(request)
        .orElseThrow(() -> new Refusal(RefusalCode.SUBSCRIPTION_NOT_CANCELABLE, "already ended"));
  }

  private HostedLink portalLink(MintRequest request) throws SQLException {
    Optional<LinkRows.Found> live = rows.portalLink(request, clock.instant());
    if (live.isEmpty()) {
      boolean vouched = !rows.customerKnown(request) && acquaint(request);
      NewLink link = newLink(request);
      if (vouched ? rows.insertVouched(request, link) : rows.insertKnown(request, link)) {
        return link(request, link.token(), link.expiresAt());
      }
      live = rows.portalLink(request, clock.instant());
    }
    if (live.isPresent()) {
      return link(request, token(request, live.get().linkId()), live.get().expiresAt());
    }
    return linkOfSameBundle(request)
        .orElseThrow(
            () -> new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "deleted since it was read"));
  }

  private Optional<HostedLink> linkOfSameBundle(MintRequest request) throws SQLException {
    Optional<LinkRows.Found> found = rows.linkOfBundle(request);
    if (found.isPresent() && !found.get().liveAt(clock.instant())) {
      throw new Refusal(RefusalCode.BUNDLE_ALREADY_USED, "its session has ended");
    }
    return found.map(row -> link(request, token(request, row.linkId()), row.expiresAt()));
  }

  /**
   * Reads the customer, and on the cancel surface the subscription, from Stripe into the mirror.
   *
   * @return true when Stripe could not be asked but the merchant has vouched for the customer: the
   *     way out stays open
   */
  private boolean acquaint(MintRequest request) {
    VerifiedBundle bundle = request.bundle();
    try {
      mirror.acquaint(request.workspace(), bundle.customer(), bundle.subscription());
      return false;
    } catch (BillingUnavailable unreachable) {
      if (!bundle.signed()) {
        throw unreachable;
      }
      return true;
    }
  }

  private NewLink newLink(MintRequest request) {
    Instant now = clock.instant();
    String linkId = Ids.next("", now);
    return new NewLink(linkId, token(request, linkId), now, now.plus(lifetime(request)));
  }

  private LinkToken token(MintRequest request, String linkId) {
    return LinkToken.of(keys, request.workspace().slug(), request.bundle().surface(), linkId);
  }

  private static Duration lifetime(MintRequest request) {
    Workspace.LinkLifetimes lifetimes = request.workspace().lifetimes();
    Duration signed =
        switch (request.bundle().surface()) {
          case CANCEL -> lifetimes.cancel();
          case PORTAL -> lifetimes.portal();
          case PAYMENT_WALL -> lifetimes.wall();
        };
    boolean shorter = !request.bundle().signed() && lifetimes.unsigned().compareTo(signed) < 0;
    return shorter ? lifetimes.unsigned() : signed;
  }

  private HostedLink link(MintRequest request, LinkToken token, Instant expiresAt) {
    String path = "/" + request.bundle().surface().path() + "/" + token.reveal();
    return new HostedLink(URI.create(base() + path), expiresAt);
  }

  /** Kept for a second: each layer of the configuration would be asked for each link. */
  private String base() {
    Instant now = clock.instant();
    Base known = base;
    if (known == null || !now.isBefore(known.until)) {
      String address = config.value("backstop.base-url").orElse("http://127.0.0.1:8080");
      known = new Base(address, now.plusSeconds(1));
      base = known;
    }
    return known.address;
  }
}
