package io.backstop.member;

import io.backstop.kernel.WorkspaceSlug;

/**
 * In whose name something is done in a workspace, as the audit log has it: a member at his seat, or
 * whoever holds a token of the API.
 *
 * @param name a member's mail address, or {@code token} and whom it was made for
 * @param address the client's network address
 */
public record Actor(WorkspaceSlug workspace, String name, String address) {

  /** Without the name, which may be personal data. */
  @Override
  public String toString() {
    return "Actor[" + workspace + "]";
  }
}
