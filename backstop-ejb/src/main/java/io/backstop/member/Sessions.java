package io.backstop.member;

import io.backstop.kernel.Ids;
import io.backstop.store.Statements;
import io.backstop.workspace.KeyRing;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Sessions are rows, so that any node answers and any can be ended: idle for twelve hours or two
 * weeks old, they are over. A stolen database opens none of them: only the digest of a session's
 * value rests there.
 */
@Stateless
public class Sessions {

  static final Duration IDLE = Duration.ofHours(12);
  static final Duration OLDEST = Duration.ofDays(14);

  /** A page a second need not be a write a second. */
  private static final Duration NOTED = Duration.ofMinutes(5);

  private static final String LIVE =
      "SELECT s.*, m.mail FROM member_session s JOIN member m USING (member_id)"
          + " WHERE s.created_at > ? AND s.seen_at > ? AND ";

  private final Statements statements;
  private final AuditLog audit;
  private final Seats seats;
  private final KeyRing keys;
  private final Clock clock;

  /** For the container's proxy. */
  public Sessions() {
    this(null, null, null, null, null);
  }

  @Inject
  public Sessions(Statements statements, AuditLog audit, Seats seats, KeyRing keys, Clock clock) {
    this.statements = statements;
    this.audit = audit;
    this.seats = seats;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Signs a browser of {@code member} in, who has typed his password.
   *
   * @return the value for its cookie, of which nothing but the digest is kept
   */
  public String open(Member member, String address, String agent) {
    return open(member, false, address, agent);
  }

  /** As {@link #open}, of somebody for whom an identity provider vouches. */
  public String openByProvider(Member member, String address, String agent) {
    return open(member, true, address, agent);
  }

  private String open(Member member, boolean byProvider, String address, String agent) {
    Instant now = clock.instant();
    String value = Bearer.fresh();
    statements.change(
        "INSERT INTO member_session (digest, session_id, member_id, created_at, seen_at, address,"
            + " agent, by_provider) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        Bearer.digest(value),
        Ids.next("ses_", now),
        member.id(),
        now,
        now,
        address,
        agent == null ? "" : agent.substring(0, Math.min(agent.length(), 200)),
        byProvider);
    statements.change(
        "DELETE FROM member_session WHERE member_id = ? AND (created_at <= ? OR seen_at <= ?)",
        member.id(),
        now.minus(OLDEST),
        now.minus(IDLE));
    seats.of(member, address).forEach(seat -> audit.write(seat, "signed.in", ""));
    return value;
  }

  /** The live session of that cookie's value. */
  public Optional<Session> find(String value) {
    Instant now = clock.instant();
    byte[] digest = Bearer.digest(value);
    Optional<Session> found = live(now, "s.digest = ?", digest).stream().findFirst();
    if (found.isPresent() && found.get().seenAt().plus(NOTED).isBefore(now)) {
      statements.change("UPDATE member_session SET seen_at = ? WHERE digest = ?", now, digest);
    }
    return found;
  }

  /**
   * Notes that the password was typed again, or that the provider has asked again.
   *
   * @return the session's new value: the one before opens nothing any more
   */
  public String confirm(Session session) {
    String value = Bearer.fresh();
    statements.change(
        "UPDATE member_session SET digest = ?, confirmed_at = ? WHERE session_id = ?"
            + " AND member_id = ?",
        Bearer.digest(value),
        clock.instant(),
        session.id(),
        session.member().id());
    return value;
  }

  /** Ends every session of the same member but this one. */
  public void endOthers(Session session) {
    statements.change(
        "DELETE FROM member_session WHERE member_id = ? AND session_id <> ?",
        session.member().id(),
        session.id());
  }

  /** Ends every session of {@code member}. */
  public void endAll(Member member) {
    statements.change("DELETE FROM member_session WHERE member_id = ?", member.id());
  }

  /** All live sessions of {@code member}, the latest first. */
  public List<Session> list(Member member) {
    return live(clock.instant(), "s.member_id = ? ORDER BY s.session_id DESC", member.id());
  }

  /** Ends a session of {@code member}'s own; nothing happens to anybody else's. */
  public boolean end(Member member, String sessionId, String address) {
    int ended =
        statements.change(
            "DELETE FROM member_session WHERE member_id = ? AND session_id = ?",
            member.id(),
            sessionId);
    if (ended == 1) {
      seats.of(member, address).forEach(seat -> audit.write(seat, "session.ended", sessionId));
    }
    return ended == 1;
  }

  private List<Session> live(Instant now, String condition, Object parameter) {
    return statements.rows(
        this::read, LIVE + condition, now.minus(OLDEST), now.minus(IDLE), parameter);
  }

  private Session read(ResultSet row) throws SQLException {
    String id = row.getString("session_id");
    return new Session(
        id,
        MemberTable.member(row),
        Statements.instant(row, "created_at").orElseThrow(),
        Statements.instant(row, "seen_at").orElseThrow(),
        Statements.instant(row, "confirmed_at"),
        row.getBoolean("by_provider"),
        row.getString("address"),
        row.getString("agent"),
        HexFormat.of().formatHex(keys.derive("dashboard form", id)));
  }
}
