package io.backstop.flow.cancel;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps what a visit has shown and been told, step by step, in the transaction that changes the
 * visit: one insert a step, never changed. Opening and walking on is all that writes here; minting
 * a link does not.
 */
@Dependent
class StepLog {

  @PersistenceContext(unitName = "backstop")
  private EntityManager rows;

  /** What a visit was like before a change. */
  record Before(String key, Optional<String> reason) {
    static Before of(Visit visit) {
      return new Before(visit.key(), visit.reason());
    }
  }

  /** The customer has come to the visit's first step. */
  void begun(Visit visit, Instant now) {
    shown(visit, now);
  }

  /** The visit was {@code before} and is changed. An offer is shown once it has terms. */
  void changed(Before before, Visit visit, Instant now) {
    if (visit.key().equals(before.key())) {
      write(visit, "dismissed", null, now);
      return;
    }
    if (!visit.reason().equals(before.reason())) {
      write(visit, "answered", visit.reason().orElse(null), now);
    }
    shown(visit, now);
  }

  /** The customer has given an order, or stays: {@code ordered}, {@code stayed}. */
  void decided(Visit visit, String event, Instant now) {
    write(visit, event, null, now);
  }

  /** Stripe has refused the offer that the customer took. */
  void refused(Visit visit, Instant now) {
    write(visit, "refused", null, now);
  }

  private void shown(Visit visit, Instant now) {
    if (visit.stop().kind() != Stop.Kind.OFFER || visit.offers().shownAt().isPresent()) {
      write(visit, "shown", visit.offers().quote().orElse(null), now);
    }
  }

  private void write(Visit visit, String event, String detail, Instant now) {
    String key = visit.key();
    rows.createNativeQuery(
            "INSERT INTO cancel_step (workspace_id, session_id, turn, event, stop, detail, at)"
                + " VALUES (:workspace, :session, :turn, :event, :stop, CAST(:detail AS text), :at)"
                + " ON CONFLICT (workspace_id, session_id, turn, event) DO NOTHING")
        .setParameter("workspace", visit.workspace().value())
        .setParameter("session", visit.session().value())
        .setParameter("turn", Integer.parseInt(key.substring(0, key.indexOf('.'))))
        .setParameter("event", event)
        .setParameter("stop", visit.stop().toString())
        .setParameter("detail", detail)
        .setParameter("at", now)
        .executeUpdate();
  }
}
