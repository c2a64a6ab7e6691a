package io.backstop.web.api;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.member.Actor;
import io.backstop.member.Right;
import io.backstop.member.Role;
import io.backstop.workspace.Workspace;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Who calls, for which workspace.
 *
 * @param key tells one caller from the next, for counting
 */
record ApiCaller(Workspace workspace, Role role, Actor actor, String key) {

  private static final String ATTRIBUTE = "io.backstop.api.caller";

  void enter(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * The caller whom the door has let in, if he has {@code right}.
   *
   * @throws Refusal FORBIDDEN
   */
  static ApiCaller with(Right right, HttpServletRequest request) {
    ApiCaller caller = (ApiCaller) request.getAttribute(ATTRIBUTE);
    if (!right.isHeldBy(caller.role)) {
      throw new Refusal(RefusalCode.FORBIDDEN, caller.role + " lacks " + right);
    }
    return caller;
  }

  @Override
  public String toString() {
    return "ApiCaller[" + workspace.slug() + ", " + role + "]";
  }
}
