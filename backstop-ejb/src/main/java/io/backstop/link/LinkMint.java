package io.backstop.link;

import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
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
 * finds it. Two first portal links of one customer at once likewise; where the first is revoked
 * before the second has found it, the second goes round once more. Thread safe; never called inside
 * a transaction.
 */
@ApplicationScoped
public class LinkMint {

  private final LinkRows rows;
  private final ChildRows childRows;
  private final Acquaintance acquaintance;
  private final KeyRing keys;
  private final Clock clock;
  private final PublicRoot root;

  /** For CDI's proxy only. */
  LinkMint() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public LinkMint(
      LinkRows rows,
      ChildRows childRows,
      Acquaintance acquaintance,
      KeyRing keys,
      LayeredConfig config,
      Clock clock) {
    this.rows = rows;
    this.childRows = childRows;
    this.acquaintance = acquaintance;
    this.keys = keys;
    this.clock = clock;
    this.root = new PublicRoot(config, clock);
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
    return mint(request, false);
  }

  /** As above; when {@code away}, Stripe was just asked in vain and is not asked again. */
  public HostedLink mint(MintRequest request, boolean away) {
    try {
      boolean sharedPortal =
          request.bundle().surface() == Surface.PORTAL && request.bundle().signed();
      return sharedPortal ? portalLink(request) : ownLink(request, away);
    } catch (SQLException failed) {
      throw unwritten(failed);
    }
  }

  /**
   * The cancel link for one of the customer's subscriptions, made from the portal or the wall that
   * {@code from} has let him into: signed as that is, and leading back to it. While it is open it
   * is given again, so that pressing often, or twice at once, makes one link.
   *
   * @throws Refusal SUBSCRIPTION_NOT_FOUND when it is not this customer's;
   *     SUBSCRIPTION_NOT_CANCELABLE when it has ended; BILLING_UNAVAILABLE when it has never been
   *     read and Stripe cannot be asked (nobody has vouched for it); TEMPORARILY_UNAVAILABLE
   */
  public HostedLink cancelLink(FlowPass from, SubscriptionId subscription) {
    try {
      Optional<HostedLink> link = openFrom(from, subscription);
      if (link.isEmpty()) {
        acquaintance.make(from, subscription);
        link = openFrom(from, subscription);
      }
      return link.orElseThrow(
          () -> new Refusal(RefusalCode.SUBSCRIPTION_NOT_CANCELABLE, "already ended"));
    } catch (SQLException failed) {
      throw unwritten(failed);
    }
  }

  /**
   * A link to the payment wall, made from the portal that {@code from} has let the customer into:
   * signed as that is, and leading back to it. A visit of its own each time.
   *
   * @throws Refusal TEMPORARILY_UNAVAILABLE when the database does not take it
   */
  public HostedLink wallLink(FlowPass from) {
    NewLink link = childLink(from, Surface.PAYMENT_WALL);
    try {
      childRows.insertWall(from, link);
    } catch (SQLException failed) {
      throw unwritten(failed);
    }
    return link(from.workspace(), Surface.PAYMENT_WALL, link.token(), link.expiresAt());
  }

  private NewLink childLink(FlowPass from, Surface surface) {
    Instant now = clock.instant();
    String linkId = Ids.next("", now);
    LinkToken token = LinkToken.of(keys, from.workspace().slug(), surface, linkId);
    Duration life = from.workspace().lifetimes().of(surface, from.signed());
    return new NewLink(linkId, token, now, now.plus(life));
  }

  /** The open link of this parent and subscription, made here if there is none; else empty. */
  private Optional<HostedLink> openFrom(FlowPass from, SubscriptionId subscription)
      throws SQLException {
    Workspace workspace = from.workspace();
    Optional<ChildRows.Latest> open = childRows.latest(from, subscription);
    while (open.filter(link -> link.liveAt(clock.instant())).isEmpty()) {
      NewLink link = childLink(from, Surface.CANCEL);
      if (childRows.insert(from, subscription, link, open)) {
        return Optional.of(link(workspace, Surface.CANCEL, link.token(), link.expiresAt()));
      }
      open = childRows.after(from, subscription, open);
      if (open.isEmpty()) {
        return Optional.empty();
      }
    }
    if (!open.get().sameOpener()) {
      childRows.tellOpener(from, open.get());
    }
    return open.map(
        link ->
            link(
                workspace,
                Surface.CANCEL,
                LinkToken.of(keys, workspace.slug(), Surface.CANCEL, link.linkId()),
                link.expiresAt()));
  }

  private static Refusal unwritten(SQLException failed) {
    return new Refusal(
        RefusalCode.TEMPORARILY_UNAVAILABLE, "the database did not take the link", failed);
  }

  private HostedLink ownLink(MintRequest request, boolean away) throws SQLException {
    NewLink link = newLink(request);
    if (rows.insertKnown(request, link)) {
      return link(request, link.token(), link.expiresAt());
    }
    Optional<HostedLink> earlier = linkOfSameBundle(request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    boolean vouched = acquaintance.isVouchedFor(request, away);
    boolean written = vouched ? rows.insertVouched(request, link) : rows.insertKnown(request, link);
    if (written) {
      return link(request, link.token(), link.expiresAt());
    }
    return linkOfSameBundle(request)
        .orElseThrow(() -> new Refusal(RefusalCode.SUBSCRIPTION_NOT_CANCELABLE, "already ended"));
  }

  private HostedLink portalLink(MintRequest request) throws SQLException {
    Optional<HostedLink> link = livePortalLink(request);
    if (link.isEmpty()) {
      link = writtenPortalLink(request);
    }
    if (link.isEmpty()) {
      link = writtenPortalLink(request);
    }
    return link.orElseThrow(
        () -> new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "deleted since it was read"));
  }

  private Optional<HostedLink> livePortalLink(MintRequest request) throws SQLException {
    return rows.portalLink(request, clock.instant())
        .map(live -> link(request, token(request, live.linkId()), live.expiresAt()));
  }

  /** The customer's link, made here or by whoever was first; empty when that one is gone again. */
  private Optional<HostedLink> writtenPortalLink(MintRequest request) throws SQLException {
    boolean vouched = !acquaintance.knows(request) && acquaintance.isVouchedFor(request, false);
    NewLink link = newLink(request);
    if (vouched ? rows.insertVouched(request, link) : rows.insertKnown(request, link)) {
      return Optional.of(link(request, link.token(), link.expiresAt()));
    }
    Optional<HostedLink> live = livePortalLink(request);
    return live.isPresent() ? live : linkOfSameBundle(request);
  }

  private Optional<HostedLink> linkOfSameBundle(MintRequest request) throws SQLException {
    Optional<LinkRows.Found> found = rows.linkOfBundle(request);
    if (found.isPresent() && !found.get().liveAt(clock.instant())) {
      throw new Refusal(RefusalCode.BUNDLE_ALREADY_USED, "its session has ended");
    }
    if (found.isPresent()) {
      rows.tellFirstOpener(request, found.get());
    }
    return found.map(row -> link(request, token(request, row.linkId()), row.expiresAt()));
  }

  private NewLink newLink(MintRequest request) {
    Instant now = clock.instant();
    String linkId = Ids.next("", now);
    VerifiedBundle bundle = request.bundle();
    Duration life = request.workspace().lifetimes().of(bundle.surface(), bundle.signed());
    return new NewLink(linkId, token(request, linkId), now, now.plus(life));
  }

  private LinkToken token(MintRequest request, String linkId) {
    return LinkToken.of(keys, request.workspace().slug(), request.bundle().surface(), linkId);
  }

  private HostedLink link(MintRequest request, LinkToken token, Instant expiresAt) {
    return link(request.workspace(), request.bundle().surface(), token, expiresAt);
  }

  private HostedLink link(
      Workspace workspace, Surface surface, LinkToken token, Instant expiresAt) {
    String path = "/" + surface.path() + "/" + token.reveal();
    return new HostedLink(URI.create(root.address(workspace) + path), expiresAt);
  }
}
