package io.backstop.billing;

import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One row of {@code billing_attempt}, as it was when read; immutable. Its components are the
 * columns.
 *
 * <p>Public, as is all that stands in a session bean's methods: Payara makes the bean's view of
 * proxies in a module of their own, which may not see what is package-private.
 *
 * @param requests the calls in their order; the last one is the effect, those before it prepare
 * @param keyRound which set of idempotency keys is in use; 0 before anything is frozen
 * @param keySince when this round's keys were made
 * @param keySpent Stripe keeps a failure under this round's keys
 * @param seenAttempt what {@code metadata[backstop_attempt]} said when the requests were frozen
 * @param overtakenBy the cancellation that goes before this order: it is not sent any more
 */
public record Attempt(
    WorkspaceSlug workspaceId,
    String attemptId,
    SessionId sessionId,
    CustomerId customerId,
    SubscriptionId subscriptionId,
    BillingOrder orderJson,
    List<FrozenRequest> requests,
    int keyRound,
    Optional<Instant> keySince,
    boolean keySpent,
    Optional<String> seenAttempt,
    AttemptState state,
    int tries,
    Instant nextTryAt,
    Optional<String> requestId,
    Optional<Instant> effectiveAt,
    Optional<String> overtakenBy,
    Instant createdAt,
    Instant updatedAt) {

  /** Stripe keeps keys for at least 24 hours; one hour is left for clocks and slow calls. */
  static final Duration KEY_LIFE = Duration.ofHours(23);

  static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  static final Duration CANCEL_LIFE = Duration.ofDays(30);
  static final Duration OFFER_LIFE = Duration.ofDays(3);

  /** The same, as if Stripe had not been read: whoever looks next reads it and freezes anew. */
  Attempt unread() {
    return new Attempt(
        workspaceId,
        attemptId,
        sessionId,
        customerId,
        subscriptionId,
        orderJson,
        List.of(),
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        AttemptState.OPEN,
        tries,
        createdAt.plus(FIRST_PAUSE),
        requestId,
        effectiveAt,
        overtakenBy,
        createdAt,
        updatedAt);
  }

  boolean cancels() {
    return orderJson instanceof BillingOrder.Cancel;
  }

  /** Whether its last call ends the subscription at once. */
  boolean deletes() {
    return !requests.isEmpty() && requests.get(requests.size() - 1).method().equals("DELETE");
  }

  /**
   * The idempotency key of one leg: the attempt's id; from the second round on with the round, and
   * with the leg when there are several.
   */
  String key(int leg) {
    return attemptId
        + (keyRound > 1 ? ".r" + keyRound : "")
        + (requests.size() > 1 ? "." + (leg + 1) : "");
  }

  /**
   * Whether what is frozen can no longer be sent: nothing is frozen, there was nothing to send, the
   * keys are too old for Stripe to remember them, or Stripe would only replay a failure.
   */
  boolean needsFreezing(Instant now) {
    return requests.isEmpty()
        || keySpent
        || keySince.map(since -> !now.isBefore(since.plus(KEY_LIFE))).orElse(true);
  }

  /** Whether it is tried no more. */
  boolean expired(Instant now) {
    return !now.isBefore(createdAt.plus(cancels() ? CANCEL_LIFE : OFFER_LIFE));
  }

  /** Whether it is waited for no more, even if Stripe could not be read all the while. */
  boolean hopeless(Instant now) {
    return !now.isBefore(createdAt.plus(CANCEL_LIFE));
  }

  /**
   * Whether sending what is frozen would still do what {@code now} would: the last call is the
   * effect, and it says what it keeps (discounts, quantity) as it was when it was read.
   */
  boolean hasEffectOf(List<FrozenRequest> now) {
    return !now.isEmpty()
        && !requests.isEmpty()
        && now.get(now.size() - 1).equals(requests.get(requests.size() - 1));
  }

  /** The pause before the next look: 10 s, doubled with each try, at most an hour. */
  Duration pause() {
    return tries >= 9 ? Duration.ofHours(1) : FIRST_PAUSE.multipliedBy(1L << tries);
  }

  /** What the person who gave the order is told. */
  BillingReceipt receipt() {
    BillingReceipt.State told =
        switch (state) {
          case APPLIED -> BillingReceipt.State.APPLIED;
          case REJECTED, NOT_APPLIED ->
              cancels() ? BillingReceipt.State.PENDING : BillingReceipt.State.REJECTED;
          case OPEN, CONFIRMING, UNKNOWN -> BillingReceipt.State.PENDING;
        };
    return new BillingReceipt(
        attemptId,
        workspaceId,
        sessionId,
        customerId,
        subscriptionId,
        orderJson,
        told,
        effectiveAt,
        requestId,
        updatedAt);
  }
}
