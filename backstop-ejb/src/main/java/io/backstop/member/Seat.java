package io.backstop.member;

import io.backstop.kernel.WorkspaceSlug;

/**
 * A member at work in a workspace: who does what is done, and from where.
 *
 * @param address the client's network address, for the audit log
 */
public record Seat(Member member, WorkspaceSlug workspace, Role role, String address) {

  /** In whose name he works. */
  public Actor actor() {
    return new Actor(workspace, member.mail().value(), address);
  }

  /** Whether his role has {@code right}. */
  public boolean may(Right right) {
    return right.isHeldBy(role);
  }

  /**
   * Whether he may make somebody {@code of}, or change somebody who is: only owners make and unmake
   * owners.
   */
  public boolean mayChange(Role of) {
    return may(Right.CHANGE_TEAM) && role.reaches(of);
  }
}
