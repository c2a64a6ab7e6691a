package io.backstop.outcome;

import io.backstop.kernel.Money;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import java.time.Instant;
import java.util.Optional;

/**
 * How a visit ended.
 *
 * @param recorded the ledger's finer word: saved_discount, saved_pause, saved_downgrade,
 *     saved_other, canceled, abandoned
 * @param offerType present when an offer was accepted
 * @param kept what a saved subscription came to a month at that moment, where it is known
 */
public record Outcome(
    WorkspaceSlug workspace,
    SessionId session,
    Kind kind,
    String recorded,
    Optional<String> offerType,
    Optional<String> attemptId,
    Optional<String> stripeRequestId,
    Optional<Money> kept,
    Instant at) {

  /** What the opener is told; the wire name is the constant in lower case. */
  public enum Kind {
    SAVED,
    CANCELLED,
    UPDATED,
    DISMISSED;

    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
