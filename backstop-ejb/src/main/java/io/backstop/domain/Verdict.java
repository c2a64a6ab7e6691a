package io.backstop.domain;

/** What a look into DNS has come to. */
public enum Verdict {
  /** The domain is active. */
  ACTIVE,
  /** DNS did not answer, or not as it should. */
  UNANSWERED,
  /** The TXT record is not there, or holds something else. */
  UNPROVED,
  /** The host does not lead here. */
  ELSEWHERE,
  /** All is there, but the host serves another workspace. */
  TAKEN
}
