package io.backstop.member;

import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** The rows of links that set a password anew. Each statement joins the transaction. */
@Dependent
class ResetTable {

  /** A link does not open a seat that came after it. */
  private static final String GOOD =
      " r.digest = ? AND r.expires_at > ? AND NOT EXISTS (SELECT 1 FROM member_seat s"
          + " WHERE s.member_id = r.member_id AND s.since > r.created_at)";

  private final Statements statements;

  @Inject
  ResetTable(Statements statements) {
    this.statements = statements;
  }

  /** Puts a link out, in place of the one before. */
  void offer(Member member, String token, Instant now, Instant expiresAt) {
    statements.change(
        "INSERT INTO member_reset (member_id, digest, created_at, expires_at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (member_id) DO UPDATE SET digest = EXCLUDED.digest,"
            + " created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at",
        member.id(),
        Bearer.digest(token),
        now,
        expiresAt);
  }

  Optional<Member> find(String token, Instant now) {
    return statements
        .rows(
            MemberTable::member,
            "SELECT m.member_id, m.mail FROM member_reset r JOIN member m USING (member_id) WHERE"
                + GOOD,
            Bearer.digest(token),
            now)
        .stream()
        .findFirst();
  }

  /** Takes a link away; of two who do, one has. */
  Optional<Member> take(String token, Instant now) {
    return statements
        .rows(
            MemberTable::member,
            "DELETE FROM member_reset r USING member m WHERE m.member_id = r.member_id AND"
                + GOOD
                + " RETURNING m.member_id, m.mail",
            Bearer.digest(token),
            now)
        .stream()
        .findFirst();
  }

  void drop(Member member) {
    statements.change("DELETE FROM member_reset WHERE member_id = ?", member.id());
  }
}
