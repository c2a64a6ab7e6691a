package io.backstop.member;

/**
 * Somebody who can sign in.
 *
 * @param id {@code mem_…}
 */
public record Member(String id, MailAddress mail) {

  /** Without the address: it is personal data. */
  @Override
  public String toString() {
    return "Member[" + id + "]";
  }
}
