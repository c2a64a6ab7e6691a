package io.backstop.flow.cancel;

import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.io.Serializable;
import java.time.Instant;

/** Whose visit it is, and what with: what is fixed when a visit begins and never changes. */
@MappedSuperclass
public abstract class VisitFacts {

  /** The primary key. */
  public record Key(String workspaceId, String sessionId) implements Serializable {}

  @Id
  @Column(name = "workspace_id")
  private String workspaceId;

  @Id
  @Column(name = "session_id")
  private String sessionId;

  @Column(name = "link_id", updatable = false)
  private String linkId;

  @Column(name = "customer_id", updatable = false)
  private String customerId;

  @Column(name = "subscription_id", updatable = false)
  private String subscriptionId;

  @Column(name = "signed", updatable = false)
  private boolean signed;

  @Column(name = "flow_digest", updatable = false)
  private String flowDigest;

  @Column(name = "opened_at", updatable = false)
  private Instant openedAt;

  /** For JPA. */
  protected VisitFacts() {}

  WorkspaceSlug workspace() {
    return new WorkspaceSlug(workspaceId);
  }

  SessionId session() {
    return new SessionId(sessionId);
  }

  SubscriptionId subscription() {
    return new SubscriptionId(subscriptionId);
  }

  String flowDigest() {
    return flowDigest;
  }
}
