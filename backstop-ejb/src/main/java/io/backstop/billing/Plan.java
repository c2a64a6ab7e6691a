package io.backstop.billing;

import java.util.Optional;

/**
 * A price that a subscription may be billed at, with the name that customers know it by.
 *
 * @param name the product's
 * @param unitAmount minor units of {@code currency} for one unit and one interval; empty for tiered
 *     prices
 * @param interval day, week, month or year
 */
public record Plan(
    String priceId,
    String name,
    String currency,
    Optional<Long> unitAmount,
    String interval,
    long intervalCount) {}
