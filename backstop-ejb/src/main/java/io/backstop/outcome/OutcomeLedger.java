package io.backstop.outcome;

import io.backstop.kernel.Money;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/**
 * Where outcomes are written once and never changed.
 *
 * <p>Recording joins the transaction of what it records, so that neither is ever there without the
 * other. Of two recordings of one session, on any two nodes, the first to commit stands: the
 * primary key decides, not a look beforehand.
 */
@Stateless
public class OutcomeLedger {

  @PersistenceContext(unitName = "backstop")
  private EntityManager rows;

  /**
   * Writes {@code outcome} unless its session has one already.
   *
   * @return whether this call wrote it
   */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public boolean record(Outcome outcome) {
    int written =
        rows.createNativeQuery(
                "INSERT INTO outcome (workspace_id, session_id, kind, recorded, offer_type,"
                    + " attempt_id, stripe_request_id, kept_amount, kept_currency, recorded_at)"
                    + " VALUES (:workspace, :session, :kind, :recorded, :offerType, :attempt,"
                    + " :request, CAST(:kept AS bigint), CAST(:currency AS text), :at) ON CONFLICT (workspace_id, session_id) DO NOTHING")
            .setParameter("workspace", outcome.workspace().value())
            .setParameter("session", outcome.session().value())
            .setParameter("kind", outcome.kind().wireName())
            .setParameter("recorded", outcome.recorded())
            .setParameter("offerType", outcome.offerType().orElse(null))
            .setParameter("attempt", outcome.attemptId().orElse(null))
            .setParameter("request", outcome.stripeRequestId().orElse(null))
            .setParameter("kept", outcome.kept().map(Money::minor).orElse(null))
            .setParameter("currency", outcome.kept().map(Money::currency).orElse(null))
            .setParameter("at", outcome.at())
            .executeUpdate();
    return written == 1;
  }

  /** The outcome of {@code session}, once it has one. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Optional<Outcome> find(WorkspaceSlug workspace, SessionId session) {
    return Optional.ofNullable(
            rows.find(
                RecordedOutcome.class, new RecordedOutcome.Key(workspace.value(), session.value())))
        .map(RecordedOutcome::asOutcome);
  }
}
