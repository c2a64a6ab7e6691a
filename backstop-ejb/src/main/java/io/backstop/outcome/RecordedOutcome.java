package io.backstop.outcome;

import io.backstop.kernel.Money;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** An outcome as the database has it. Read through JPA, written only by {@link OutcomeLedger}. */
@Entity
@Table(name = "outcome")
@IdClass(RecordedOutcome.Key.class)
public class RecordedOutcome {

  /** The primary key. */
  public record Key(String workspaceId, String sessionId) implements Serializable {}

  @Id
  @Column(name = "workspace_id")
  private String workspaceId;

  @Id
  @Column(name = "session_id")
  private String sessionId;

  @Column(name = "kind", updatable = false)
  private String kind;

  @Column(name = "recorded", updatable = false)
  private String recorded;

  @Column(name = "offer_type", updatable = false)
  private String offerType;

  @Column(name = "attempt_id", updatable = false)
  private String attemptId;

  @Column(name = "stripe_request_id", updatable = false)
  private String stripeRequestId;

  @Column(name = "kept_amount", updatable = false)
  private Long keptAmount;

  @Column(name = "kept_currency", updatable = false)
  private String keptCurrency;

  @Column(name = "recorded_at", updatable = false)
  private Instant recordedAt;

  /** For JPA. */
  protected RecordedOutcome() {}

  Outcome asOutcome() {
    return new Outcome(
        new WorkspaceSlug(workspaceId),
        new SessionId(sessionId),
        Outcome.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        recorded,
        Optional.ofNullable(offerType),
        Optional.ofNullable(attemptId),
        Optional.ofNullable(stripeRequestId),
        Optional.ofNullable(keptAmount).map(minor -> new Money(minor, keptCurrency)),
        recordedAt);
  }
}
