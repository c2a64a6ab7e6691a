package io.backstop.insight;

import io.backstop.kernel.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * One campaign as lists have it.
 *
 * @param state {@code in_flight}, {@code recovered}, {@code lost} or {@code abandoned}
 * @param amount what is owed, or was when it closed
 * @param failures attempts to collect that were seen to fail
 * @param reason the issuer's reason (else Stripe's code) for the last of them
 * @param nextAttemptAt when Stripe said, with the last of them, that it would try again
 */
public record CampaignLine(
    String id,
    String invoice,
    String customer,
    Optional<String> subscription,
    String state,
    Money amount,
    int failures,
    Optional<String> reason,
    Optional<Instant> nextAttemptAt,
    Instant openedAt,
    Optional<Instant> closedAt) {}
