package io.backstop.member;

import java.util.Optional;

/**
 * Whether somebody whom a provider vouches for is let in.
 *
 * @param member whom the session is for; empty unless {@link Verdict#LET_IN}
 */
public record Admission(Optional<Member> member, Verdict verdict) {

  /** Each of them but the first has changed nothing. */
  public enum Verdict {
    LET_IN,
    /** Nobody here is known by that name, no invitation and no rule lets him in. */
    STRANGER,
    /** He would be known by his address, but the provider has not verified it. */
    UNVERIFIED,
    /** His address is of none of the domains that may sign in. */
    OTHER_DOMAIN,
    /** The member of that address is somebody else to the provider already. */
    SOMEBODY_ELSE
  }

  static Admission of(Member member) {
    return new Admission(Optional.of(member), Verdict.LET_IN);
  }

  static Admission refused(Verdict why) {
    return new Admission(Optional.empty(), why);
  }
}
