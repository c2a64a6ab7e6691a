package io.backstop.flow.cancel;

import io.backstop.outcome.Outcome;
import io.backstop.outcome.OutcomeLedger;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Records visits that were opened and never ended as abandoned, once nobody can go on with them:
 * the link's time is over, and no order is with Stripe.
 *
 * <p>Every node runs one. A row that another node, or a customer in the last second, holds is
 * skipped, so nobody waits; whoever ends the visit first has ended it. The timer is not persistent:
 * what is due stands in the table.
 */
@Singleton
public class VisitSweeper {

  /** So that clocks of nodes may differ. */
  static final Duration GRACE = Duration.ofMinutes(5);

  /** As many as one short transaction takes. */
  private static final int BATCH = 200;

  @PersistenceContext(unitName = "backstop")
  private EntityManager visits;

  private final OutcomeLedger ledger;
  private final Clock clock;

  /** For the container's proxy. */
  public VisitSweeper() {
    this(null, null);
  }

  @Inject
  VisitSweeper(OutcomeLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Works through what is due, the oldest first; what does not fit waits for the next minute. */
  @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
  public void sweep() {
    for (Visit visit : due()) {
      Outcome abandoned = Endings.abandoned(visit, clock.instant());
      ledger.record(abandoned);
      visit.end(abandoned, Optional.empty());
    }
  }

  @SuppressWarnings("unchecked") // JPA 3.1 has no typed native query
  private List<Visit> due() {
    return visits
        .createNativeQuery(
            "SELECT * FROM cancel_session WHERE state = 'open' AND expires_at < :before"
                + " ORDER BY expires_at LIMIT :batch FOR UPDATE SKIP LOCKED",
            Visit.class)
        .setParameter("before", clock.instant().minus(GRACE))
        .setParameter("batch", BATCH)
        .getResultList();
  }
}
