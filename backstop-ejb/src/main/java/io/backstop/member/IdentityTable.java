package io.backstop.member;

import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** The rows that say who a provider's subjects are. Each statement joins the transaction. */
@Dependent
class IdentityTable {

  private final Statements statements;

  @Inject
  IdentityTable(Statements statements) {
    this.statements = statements;
  }

  Optional<Member> find(String issuer, String subject) {
    return statements
        .rows(
            MemberTable::member,
            "SELECT m.member_id, m.mail FROM member_identity i JOIN member m USING (member_id)"
                + " WHERE i.issuer = ? AND i.subject = ?",
            issuer,
            subject)
        .stream()
        .findFirst();
  }

  /**
   * Links a subject to a member, unless either is linked there already: of two who try at once, one
   * has.
   */
  boolean link(String issuer, String subject, Member member, Instant now) {
    return statements.change(
            "INSERT INTO member_identity (issuer, subject, member_id, linked_at)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            issuer,
            subject,
            member.id(),
            now)
        == 1;
  }
}
