package io.backstop.member;

/** The one table of what each role may do. */
public enum Right {
  SEE_OVERVIEW(Role.VIEWER),
  SEE_INSIGHT(Role.VIEWER),
  EXPORT(Role.ADMIN),
  READ_ANEW(Role.EDITOR),
  REVOKE_LINKS(Role.ADMIN),
  SEE_PORTAL(Role.VIEWER),
  CHANGE_PORTAL(Role.ADMIN),
  SEE_FLOWS(Role.VIEWER),
  CHANGE_FLOWS(Role.EDITOR),
  PUBLISH_FLOWS(Role.ADMIN),
  SEE_EMBED(Role.VIEWER),
  CHANGE_EMBED(Role.ADMIN),
  SEE_CALLS(Role.ADMIN),
  REVEAL_SECRET(Role.ADMIN),
  ROTATE_SECRET(Role.ADMIN),
  SEE_GENERAL(Role.VIEWER),
  CHANGE_GENERAL(Role.ADMIN),
  SEE_STRIPE(Role.VIEWER),
  CHANGE_STRIPE(Role.ADMIN),
  SEE_BRAND(Role.VIEWER),
  CHANGE_BRAND(Role.EDITOR),
  CHANGE_CSS(Role.ADMIN),
  SEE_DOMAIN(Role.VIEWER),
  CHANGE_DOMAIN(Role.ADMIN),
  SEE_TEAM(Role.VIEWER),
  CHANGE_TEAM(Role.ADMIN),
  SEE_AUDIT(Role.ADMIN),
  OWN_SESSIONS(Role.VIEWER);

  private final Role least;

  Right(Role least) {
    this.least = least;
  }

  /** Whether {@code role} has it. */
  public boolean isHeldBy(Role role) {
    return role.reaches(least);
  }
}
