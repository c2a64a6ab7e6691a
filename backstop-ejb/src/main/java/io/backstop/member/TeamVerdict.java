package io.backstop.member;

/** What became of a change of the team. Only {@link #DONE} has changed anything. */
public enum TeamVerdict {
  DONE,
  /** The workspace would have no owner left. */
  LAST_OWNER,
  /** Only an owner makes and unmakes owners. */
  OWNERS_ONLY,
  /** Somebody of this address has a seat here already. */
  ALREADY_HERE,
  /** He has a seat in another workspace, which whoever asks may not change. */
  ELSEWHERE,
  /** Nobody, or nothing, of that name is here. */
  NOT_HERE
}
