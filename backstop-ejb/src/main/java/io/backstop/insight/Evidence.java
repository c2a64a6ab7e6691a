package io.backstop.insight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is recorded of one cancel session.
 *
 * @param terms those that were on the page when it ended, or are now, as JSON
 * @param steps in the order in which they happened; none of a session before steps were kept
 * @param attempts what was asked of Stripe, the earliest first
 */
public record Evidence(
    VisitLine visit,
    Optional<String> terms,
    Optional<Instant> accessEndsAt,
    Optional<Instant> dismissedAt,
    Link link,
    List<Step> steps,
    List<Attempt> attempts) {

  Evidence with(List<Step> itsSteps, List<Attempt> itsAttempts) {
    return new Evidence(visit, terms, accessEndsAt, dismissedAt, link, itsSteps, itsAttempts);
  }

  /** Times of its link; each empty where it never was, or where the link has been swept. */
  public record Link(
      Optional<Instant> mintedAt,
      Optional<Instant> openedAt,
      Optional<Instant> spentAt,
      Optional<Instant> expiresAt,
      Optional<Instant> revokedAt) {}

  /**
   * @param event {@code shown}, {@code answered}, {@code dismissed}, {@code ordered}, {@code
   *     stayed} or {@code refused}
   * @param stop where: {@code survey}, {@code stories}, {@code offer.<id>} or {@code confirm}
   * @param detail shown: the terms, as JSON; answered: the reason
   */
  public record Step(String event, String stop, Optional<String> detail, Instant at) {}

  /**
   * @param state as the ledger has it
   * @param requestId Stripe's, of the deciding answer
   */
  public record Attempt(
      String id, String state, Optional<String> requestId, Instant createdAt, Instant updatedAt) {}
}
