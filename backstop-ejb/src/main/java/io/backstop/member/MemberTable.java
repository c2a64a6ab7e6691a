package io.backstop.member;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The rows of the members. Each statement joins the caller's transaction where there is one. */
@Dependent
class MemberTable {

  private final Statements statements;

  @Inject
  MemberTable(Statements statements) {
    this.statements = statements;
  }

  /** A member and what his password is compared with, where he has one. */
  record Known(Member member, Optional<String> password) {}

  Optional<Known> find(MailAddress mail) {
    return statements
        .rows(
            row -> new Known(member(row), Optional.ofNullable(row.getString("password"))),
            "SELECT member_id, mail, password FROM member WHERE mail = ?",
            mail.value())
        .stream()
        .findFirst();
  }

  /** The member of that id, if he sits in {@code workspace}. */
  Optional<Member> ofSeat(WorkspaceSlug workspace, String memberId) {
    return statements
        .rows(
            MemberTable::member,
            "SELECT m.member_id, m.mail FROM member_seat s JOIN member m USING (member_id)"
                + " WHERE s.workspace_id = ? AND s.member_id = ?",
            workspace.value(),
            memberId)
        .stream()
        .findFirst();
  }

  boolean isEmpty() {
    return statements.text("SELECT 1 FROM member LIMIT 1").isEmpty();
  }

  /** Adds a member unless the address has one. */
  boolean add(Member member, Optional<String> password, Instant now) {
    return statements.change(
            "INSERT INTO member (member_id, mail, password, created_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (mail) DO NOTHING",
            member.id(),
            member.mail().value(),
            password,
            now)
        == 1;
  }

  void changePassword(Member member, String password) {
    statements.change("UPDATE member SET password = ? WHERE member_id = ?", password, member.id());
  }

  static Member member(ResultSet row) throws SQLException {
    return new Member(row.getString("member_id"), new MailAddress(row.getString("mail")));
  }
}
