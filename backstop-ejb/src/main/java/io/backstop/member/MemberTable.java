package io.backstop.member;

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

  /** A member and what his password is compared with. */
  record Known(Member member, String password) {}

  Optional<Known> find(MailAddress mail) {
    return statements
        .rows(
            row -> new Known(member(row), row.getString("password")),
            "SELECT member_id, mail, password FROM member WHERE mail = ?",
            mail.value())
        .stream()
        .findFirst();
  }

  boolean isEmpty() {
    return statements.text("SELECT 1 FROM member LIMIT 1").isEmpty();
  }

  /** Adds a member unless the address has one. */
  boolean add(Member member, String password, Instant now) {
    return statements.change(
            "INSERT INTO member (member_id, mail, password, created_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (mail) DO NOTHING",
            member.id(),
            member.mail().value(),
            password,
            now)
        == 1;
  }

  static Member member(ResultSet row) throws SQLException {
    return new Member(row.getString("member_id"), new MailAddress(row.getString("mail")));
  }
}
