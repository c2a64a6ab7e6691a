package io.backstop.link;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.KeyRing;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Lets bearers of a hosted link in, and spends it.
 *
 * <p>States of a link: minted → opened (cancel only: lives its time once more, if it was signed) →
 * spent, or dead by time, by revocation of itself or of a page that it was opened from, or because
 * its workspace is suspended or no longer takes unsigned bundles. Reading never spends. Spending is
 * one conditional update: of any number of callers, on any number of nodes, exactly one sees a row
 * changed; nothing reads first and writes later.
 *
 * <p>Revoking marks what is open, and whoever comes later asks for the pages before as well: so it
 * also holds for a link that was spent just then and is opened again, for one that was being made
 * from a page that had been let in, and for one that was made from a wall of a portal's.
 */
@Stateless
public class LinkGate {

  private static final String REVOKE =
      "UPDATE hosted_link SET revoked_at = :now WHERE workspace_id = :workspace"
          + " AND (surface = 'portal' OR parent_surface = 'portal')"
          + " AND revoked_at IS NULL AND spent_at IS NULL AND expires_at > :now";

  @PersistenceContext(unitName = "backstop")
  private EntityManager links;

  @Inject private Workspaces workspaces;
  @Inject private KeyRing keys;
  @Inject private Clock clock;

  /**
   * The pass for a live link, marked as opened.
   *
   * @throws Refusal LINK_UNKNOWN when no such link was ever made for this surface; LINK_DEAD when
   *     it is spent, expired or revoked
   */
  public FlowPass admit(Surface surface, String token) {
    FlowPass pass = look(surface, token);
    if (surface == Surface.CANCEL) {
      markOpened(pass);
    }
    return pass;
  }

  /** As {@link #admit}, but leaves no trace: for prefetches. */
  public FlowPass look(Surface surface, String token) {
    StoredLink link = find(surface, token);
    Workspace workspace = workspaceOf(link);
    if (link.liveAt(clock.instant())) {
      PageBefore before = PageBefore.of(link, links, clock.instant());
      if (!before.revoked()) {
        return pass(workspace, surface, link, before);
      }
    }
    throw new Refusal(RefusalCode.LINK_DEAD, "spent, expired or revoked");
  }

  /**
   * The pass of a link that was spent within the last hour, for showing the same ending again to
   * who sends its last form twice. It opens nothing.
   */
  public Optional<FlowPass> recall(Surface surface, String token) {
    StoredLink link = find(surface, token);
    boolean recent =
        link.spentAndNotRevoked()
            && clock.instant().isBefore(link.spentAt().plus(Duration.ofHours(1)));
    if (!recent) {
      return Optional.empty();
    }
    Workspace workspace = workspaceOf(link);
    PageBefore before = PageBefore.of(link, links, clock.instant());
    return before.revoked()
        ? Optional.empty()
        : Optional.of(pass(workspace, surface, link, before));
  }

  /**
   * Spends the link for this caller, in the caller's transaction.
   *
   * @throws Refusal LINK_DEAD when somebody else was first, or its time is over
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void redeem(FlowPass pass) {
    int changed =
        links
            .createNativeQuery(
                "UPDATE hosted_link SET spent_at = :now WHERE workspace_id = :workspace"
                    + " AND link_id = :link AND spent_at IS NULL AND expires_at > :now"
                    + PageBefore.NOT_REVOKED)
            .setParameter("now", clock.instant())
            .setParameter("workspace", pass.workspace().slug().value())
            .setParameter("link", pass.linkId())
            .executeUpdate();
    if (changed != 1) {
      throw new Refusal(RefusalCode.LINK_DEAD, "spent by another call, expired or revoked");
    }
  }

  /**
   * Makes a spent link live again, in the caller's transaction: what it was spent for was refused
   * and nothing has changed, so the customer must be able to go on. It lives at least another 15
   * minutes. One that was revoked meanwhile, or whose portal was, stays spent.
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void reopen(WorkspaceSlug workspace, SessionId session) {
    links
        .createNativeQuery(
            "UPDATE hosted_link SET spent_at = NULL, expires_at = GREATEST(expires_at, :least)"
                + " WHERE workspace_id = :workspace AND link_id = :link"
                + PageBefore.NOT_REVOKED)
        .setParameter("least", clock.instant().plus(Duration.ofMinutes(15)))
        .setParameter("workspace", workspace.value())
        .setParameter("link", linkId(session))
        .executeUpdate();
  }

  /**
   * Revokes the portal links of that customer and whatever was opened from them, so that whoever
   * holds one is let in no more. The merchant's next bundle makes a new one.
   *
   * @return how many were open: portal links, and what leads straight back to one
   */
  public int revoke(WorkspaceSlug workspace, CustomerId customer) {
    return links
        .createNativeQuery(REVOKE + " AND customer_id = :customer")
        .setParameter("now", clock.instant())
        .setParameter("workspace", workspace.value())
        .setParameter("customer", customer.value())
        .executeUpdate();
  }

  /** As {@link #revoke}, for every customer of the workspace. */
  public int revokeAll(WorkspaceSlug workspace) {
    return links
        .createNativeQuery(REVOKE)
        .setParameter("now", clock.instant())
        .setParameter("workspace", workspace.value())
        .executeUpdate();
  }

  /** The surface that a token opens, where it is one of {@code workspace}'s, dead or alive. */
  public Optional<Surface> surfaceOf(WorkspaceSlug workspace, String token) {
    return LinkToken.parse(token).stream()
        .flatMap(presented -> ofDigest(presented).stream())
        .filter(link -> link.workspaceId().equals(workspace.value()))
        .map(link -> Surface.ofWireName(link.surface()))
        .findFirst();
  }

  private StoredLink find(Surface surface, String token) {
    LinkToken presented =
        LinkToken.parse(token)
            .orElseThrow(() -> new Refusal(RefusalCode.LINK_UNKNOWN, "not the form of a token"));
    return ofDigest(presented).stream()
        .filter(link -> link.surface().equals(surface.wireName()))
        .findFirst()
        .orElseThrow(() -> new Refusal(RefusalCode.LINK_UNKNOWN, "no such link"));
  }

  private List<StoredLink> ofDigest(LinkToken presented) {
    return links
        .createQuery("SELECT l FROM StoredLink l WHERE l.tokenDigest = :d", StoredLink.class)
        .setParameter("d", presented.digest())
        .getResultList();
  }

  private Workspace workspaceOf(StoredLink link) {
    return workspaces
        .find(new WorkspaceSlug(link.workspaceId()))
        .filter(workspace -> !workspace.suspended())
        .filter(w -> link.signed() || w.embed().acceptsUnsigned(clock.instant()))
        .orElseThrow(() -> new Refusal(RefusalCode.LINK_DEAD, "its workspace takes it no more"));
  }

  private void markOpened(FlowPass pass) {
    Instant now = clock.instant();
    Instant until =
        pass.signed() ? now.plus(pass.workspace().lifetimes().cancel()) : pass.expiresAt();
    links
        .createNativeQuery(
            "UPDATE hosted_link SET opened_at = :now, expires_at = :until"
                + " WHERE workspace_id = :workspace AND link_id = :link AND opened_at IS NULL"
                + " AND spent_at IS NULL")
        .setParameter("now", now)
        .setParameter("until", until)
        .setParameter("workspace", pass.workspace().slug().value())
        .setParameter("link", pass.linkId())
        .executeUpdate();
  }

  private FlowPass pass(Workspace workspace, Surface surface, StoredLink link, PageBefore before) {
    byte[] formKey = keys.derive("form", workspace.slug().value(), link.linkId());
    return new FlowPass(
        workspace,
        link.linkId(),
        surface,
        new SessionId("cs_" + link.linkId()),
        new CustomerId(link.customerId()),
        Optional.ofNullable(link.subscriptionId()).map(SubscriptionId::new),
        link.signed(),
        Optional.ofNullable(link.openerOrigin()),
        Optional.ofNullable(link.returnUrl()).map(URI::create),
        before.open() ? Optional.of(wayBack(workspace, link)) : Optional.empty(),
        link.expiresAt(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(formKey));
  }

  /** Where a link that was made from another page leads back to. */
  private URI wayBack(Workspace workspace, StoredLink link) {
    Surface surface = Surface.ofWireName(link.parentSurface());
    LinkToken token = LinkToken.of(keys, workspace.slug(), surface, link.parentLinkId());
    return URI.create("/" + surface.path() + "/" + token.reveal());
  }

  private static String linkId(SessionId session) {
    return session.value().substring("cs_".length());
  }
}
