package io.backstop.link;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/**
 * A hosted link as the database has it. Read through JPA, written only by the statements of {@code
 * LinkMint} and {@code LinkGate}, each of which decides and writes in one.
 */
@Entity
@Table(name = "hosted_link")
@IdClass(StoredLink.Key.class)
public class StoredLink {

  /** The primary key. */
  public record Key(String workspaceId, String linkId) implements Serializable {}

  @Id
  @Column(name = "workspace_id")
  private String workspaceId;

  @Id
  @Column(name = "link_id")
  private String linkId;

  @Column(name = "surface")
  private String surface;

  @Column(name = "customer_id")
  private String customerId;

  @Column(name = "subscription_id")
  private String subscriptionId;

  @Column(name = "signed")
  private boolean signed;

  @Column(name = "bundle_digest")
  private byte[] bundleDigest;

  @Column(name = "token_digest")
  private byte[] tokenDigest;

  @Column(name = "opener_origin")
  private String openerOrigin;

  @Column(name = "return_url")
  private String returnUrl;

  @Column(name = "minted_at")
  private Instant mintedAt;

  @Column(name = "expires_at")
  private Instant expiresAt;

  @Column(name = "opened_at")
  private Instant openedAt;

  @Column(name = "spent_at")
  private Instant spentAt;

  @Column(name = "revoked_at")
  private Instant revokedAt;

  @Column(name = "parent_link_id")
  private String parentLinkId;

  @Column(name = "parent_surface")
  private String parentSurface;

  /** For JPA. */
  protected StoredLink() {}

  String workspaceId() {
    return workspaceId;
  }

  String linkId() {
    return linkId;
  }

  String surface() {
    return surface;
  }

  String customerId() {
    return customerId;
  }

  String subscriptionId() {
    return subscriptionId;
  }

  boolean signed() {
    return signed;
  }

  String openerOrigin() {
    return openerOrigin;
  }

  String returnUrl() {
    return returnUrl;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  Instant spentAt() {
    return spentAt;
  }

  /** The link of the page that this one was opened from, or {@code null}. */
  String parentLinkId() {
    return parentLinkId;
  }

  /** Which surface that page is of, or {@code null}. */
  String parentSurface() {
    return parentSurface;
  }

  /** Neither spent nor revoked nor past its time. */
  boolean liveAt(Instant now) {
    return spentAt == null && revokedAt == null && now.isBefore(expiresAt);
  }

  /** Spent, and by nothing else dead. */
  boolean spentAndNotRevoked() {
    return spentAt != null && revokedAt == null;
  }
}
