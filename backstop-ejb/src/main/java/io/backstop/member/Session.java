package io.backstop.member;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A browser that is signed in.
 *
 * @param id {@code ses_…}; no secret
 * @param confirmedAt when the password was typed again, or the provider asked again, after signing
 *     in
 * @param byProvider whether an identity provider let it in, and not a password
 * @param address where it signed in from
 * @param agent how its browser names itself, at most 200 characters
 * @param formKey what its forms carry
 */
public record Session(
    String id,
    Member member,
    Instant createdAt,
    Instant seenAt,
    Optional<Instant> confirmedAt,
    boolean byProvider,
    String address,
    String agent,
    String formKey) {

  /** How long confirming is good for what asks for it again. */
  public static final Duration CONFIRMED = Duration.ofMinutes(5);

  /** Whether it was confirmed a moment ago. */
  public boolean isConfirmed(Instant now) {
    return confirmedAt.map(at -> now.isBefore(at.plus(CONFIRMED))).orElse(false);
  }

  @Override
  public String toString() {
    return "Session[" + id + "]";
  }
}
