package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Lets a session have one attempt, whatever becomes of it. The ledger by itself lets a session try
 * again after a refusal, as a cancel flow must; for a form that orders one thing, a second press
 * would be a second charge that is asked for.
 *
 * <p>Races: of two presses at once each finds no attempt when it looks beforehand, and the first
 * may have been refused before the second begins. So the second waits at the session's lock until
 * the first has committed, and then sees its row (PostgreSQL, READ COMMITTED: each statement sees
 * what was committed before it began). The lock goes with the transaction, and nothing else is
 * waited for while it is held.
 */
@Dependent
public class OneAttempt {

  private final Statements statements;
  private final AttemptTable attempts;

  @Inject
  OneAttempt(Statements statements, AttemptTable attempts) {
    this.statements = statements;
    this.attempts = attempts;
  }

  /**
   * For {@link BillingDesk#carryOut}. Two statements, in the transaction that stores the intent.
   *
   * @return the admission; it throws {@code ALREADY_CONFIRMING} when the session has had an attempt
   */
  public Admission of(WorkspaceSlug workspace, CustomerId customer, SessionId session) {
    return () -> {
      statements.lock("attempt " + workspace.value() + " " + session.value());
      if (!attempts.of(workspace, customer, List.of(session)).isEmpty()) {
        throw new Refusal(RefusalCode.ALREADY_CONFIRMING, session.value() + " has had its attempt");
      }
    };
  }
}
