package io.backstop.inbox;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The events, and the customers who are to be read because of them. Each method is one statement
 * that commits by itself, except where it says more; between any two of them a node may end, and a
 * lease that runs out brings the customer back.
 *
 * <p>Races: a second delivery finds the event's key taken and writes nothing. Two nodes that look
 * for work skip each other's rows (SKIP LOCKED), and a taken row is not due before its lease is
 * over. An event that arrives while its customer is being read raises the row's version: the
 * reading then does not take the row away but leaves it due at once. The last event is looked for
 * after the row has been taken: the other way round one that has raised the version taken could be
 * left out, and would wait for a reading that nobody asks for any more.
 */
@Dependent
class InboxTable {

  private static final String ACCEPT =
      """
      WITH stored AS (
        INSERT INTO stripe_event (workspace_id, event_id, type, object_type, object_id,
          customer_id, api_version, created, received_at, state)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (workspace_id, event_id) DO NOTHING
        RETURNING workspace_id, customer_id, received_at, state)
      INSERT INTO stripe_refresh AS known (workspace_id, customer_id, priority, due_at, version)
      SELECT workspace_id, customer_id, 0, received_at, 1 FROM stored WHERE state = 'pending'
      ON CONFLICT (workspace_id, customer_id) DO UPDATE SET
        priority = 0, version = known.version + 1,
        due_at = CASE WHEN known.priority = 0 THEN known.due_at
          ELSE least(known.due_at, excluded.due_at) END""";

  /** Whatever asked for him: who is taken counts as named by an event. */
  private static final String TAKE =
      """
      WITH due AS (
        SELECT workspace_id, customer_id FROM stripe_refresh
        WHERE priority = ? AND due_at <= ? AND NOT workspace_id = ANY (string_to_array(?, ','))
        ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      UPDATE stripe_refresh AS asked SET due_at = ?, priority = 0
      FROM due
      WHERE asked.workspace_id = due.workspace_id AND asked.customer_id = due.customer_id
      RETURNING asked.workspace_id, asked.customer_id, asked.version, asked.tries""";

  private static final String LAST_EVENT =
      "SELECT COALESCE(max(arrived), 0) FROM stripe_event"
          + " WHERE workspace_id = ? AND customer_id = ? AND state = 'pending'";

  /** As an event does: in front of the reconcile, and never behind a reading that is under way. */
  private static final String ASK =
      """
      INSERT INTO stripe_refresh AS known (workspace_id, customer_id, priority, due_at, version)
      SELECT workspace_id, customer_id, 0, CAST(? AS timestamptz), 1 FROM stripe_customer
      WHERE workspace_id = ? AND customer_id = ?
      ON CONFLICT (workspace_id, customer_id) DO UPDATE SET
        priority = 0, version = known.version + 1,
        due_at = CASE WHEN known.priority = 0 THEN known.due_at
          ELSE least(known.due_at, excluded.due_at) END""";

  private static final String CLOSE_EVENTS =
      "UPDATE stripe_event SET state = ?, last_error = ?"
          + " WHERE workspace_id = ? AND customer_id = ? AND state = 'pending' AND arrived <= ?";

  private static final String TAKE_AWAY =
      "DELETE FROM stripe_refresh WHERE workspace_id = ? AND customer_id = ? AND version = ?";

  private static final String OVERTAKEN =
      "UPDATE stripe_refresh SET due_at = ?, tries = 0, last_error = NULL"
          + " WHERE workspace_id = ? AND customer_id = ? AND version > ?";

  private static final String POSTPONE =
      "UPDATE stripe_refresh SET due_at = ?, tries = ?, last_error = ?"
          + " WHERE workspace_id = ? AND customer_id = ?";

  private final Statements statements;

  @Inject
  InboxTable(Statements statements) {
    this.statements = statements;
  }

  /**
   * A customer who is to be read, taken by one worker for a while.
   *
   * @param arrived the last event that the reading will settle
   * @param tries how often reading him has failed unexpectedly
   */
  record Taken(
      WorkspaceSlug workspace, CustomerId customer, long version, int tries, long arrived) {

    private Taken upTo(long event) {
      return new Taken(workspace, customer, version, tries, event);
    }
  }

  /** Stores the event, once; whether there is now something to do for a worker. */
  boolean accept(WorkspaceSlug workspace, StripeEvent event, Instant now) {
    return statements.change(
            ACCEPT,
            workspace.value(),
            event.id(),
            event.type(),
            event.objectType(),
            event.objectId(),
            event.customer().map(CustomerId::value),
            event.apiVersion(),
            event.created(),
            now,
            EventKind.of(event).name().toLowerCase(Locale.ROOT))
        > 0;
  }

  /** Asks for a customer whom the mirror knows; whether it does. */
  boolean ask(WorkspaceSlug workspace, CustomerId customer, Instant now) {
    return statements.change(ASK, now, workspace.value(), customer.value()) > 0;
  }

  /**
   * Takes the customer who has been due longest; those whom events name go first. Another worker
   * may have him at {@code until}. Two statements.
   *
   * @param except workspaces that are left out
   */
  Optional<Taken> take(Instant now, Instant until, Collection<WorkspaceSlug> except) {
    return take(0, now, until, except).or(() -> take(1, now, until, except));
  }

  /** The row in one statement, its last event in the next: see the races above. */
  private Optional<Taken> take(
      int priority, Instant now, Instant until, Collection<WorkspaceSlug> except) {
    String slugs = String.join(",", except.stream().map(WorkspaceSlug::value).toList());
    return statements
        .rows(
            row ->
                new Taken(
                    new WorkspaceSlug(row.getString("workspace_id")),
                    new CustomerId(row.getString("customer_id")),
                    row.getLong("version"),
                    row.getInt("tries"),
                    0),
            TAKE,
            priority,
            now,
            slugs,
            until)
        .stream()
        .findFirst()
        .map(taken -> taken.upTo(lastEvent(taken)));
  }

  private long lastEvent(Taken taken) {
    return statements
        .text(LAST_EVENT, taken.workspace().value(), taken.customer().value())
        .map(Long::parseLong)
        .orElseThrow();
  }

  /**
   * He has been read. Two or three statements; events first, so that none is left without a row.
   */
  void settle(Taken taken, Instant now) {
    close(taken, "settled", Optional.empty(), now);
  }

  /** He will not be read until something names him again. */
  void park(Taken taken, String error, Instant now) {
    close(taken, "parked", Optional.of(error), now);
  }

  private void close(Taken taken, String state, Optional<String> error, Instant now) {
    String workspace = taken.workspace().value();
    String customer = taken.customer().value();
    statements.change(CLOSE_EVENTS, state, error, workspace, customer, taken.arrived());
    if (statements.change(TAKE_AWAY, workspace, customer, taken.version()) == 0) {
      statements.change(OVERTAKEN, now, workspace, customer, taken.version());
    }
  }

  /**
   * He will be read later.
   *
   * @param tries unexpected failures so far
   */
  void postpone(Taken taken, Instant until, int tries, String error) {
    statements.change(
        POSTPONE, until, tries, error, taken.workspace().value(), taken.customer().value());
  }
}
