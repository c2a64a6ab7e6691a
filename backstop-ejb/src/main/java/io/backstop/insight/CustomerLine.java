package io.backstop.insight;

import java.time.Instant;
import java.util.Optional;

/**
 * One customer as lists have him.
 *
 * @param hint his mail address, masked
 * @param state {@code deleted}, {@code owing}, {@code active} or {@code ended}: the first that is
 *     so
 * @param readAt when he, or one of his subscriptions, was last read from Stripe
 * @param lastVisit when he last opened a cancel flow
 */
public record CustomerLine(
    String id, Optional<String> hint, String state, Instant readAt, Optional<Instant> lastVisit) {}
