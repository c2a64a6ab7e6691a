package io.backstop.member;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of seats and invitations. Each statement joins the caller's transaction. */
@Dependent
class TeamTable {

  /** Stands for all workspaces, as it does in the settings. */
  private static final String ALL = "*";

  private final Statements statements;

  @Inject
  TeamTable(Statements statements) {
    this.statements = statements;
  }

  /** Who changes a team waits for whoever is changing it: "the last owner" is a count. */
  void lock(WorkspaceSlug workspace) {
    statements.lock("team " + workspace.value());
  }

  List<Teammate> all(WorkspaceSlug workspace) {
    return statements.rows(
        row ->
            new Teammate(
                MemberTable.member(row),
                Role.of(row.getString("role")).orElseThrow(),
                Statements.instant(row, "since").orElseThrow()),
        "SELECT s.role, s.since, m.member_id, m.mail FROM member_seat s"
            + " JOIN member m USING (member_id) WHERE s.workspace_id = ? ORDER BY m.mail",
        workspace.value());
  }

  boolean hasOwner(WorkspaceSlug workspace) {
    return owners(workspace) > 0;
  }

  long owners(WorkspaceSlug workspace) {
    return all(workspace).stream().filter(mate -> mate.role() == Role.OWNER).count();
  }

  /**
   * A seat that somebody has.
   *
   * @param byProvider whether it follows the groups of the identity provider
   */
  record Held(Role role, boolean byProvider) {}

  Optional<Held> held(WorkspaceSlug workspace, Member member) {
    return statements
        .rows(
            row ->
                new Held(
                    Role.of(row.getString("role")).orElseThrow(), row.getBoolean("by_provider")),
            "SELECT role, by_provider FROM member_seat WHERE workspace_id = ? AND member_id = ?",
            workspace.value(),
            member.id())
        .stream()
        .findFirst();
  }

  /** Seats a member; one who sits there already keeps his role. */
  boolean seat(WorkspaceSlug workspace, Member member, Role role, Instant now) {
    return seat(workspace, member, role, false, now);
  }

  /** As {@link #seat}, to follow the provider's groups from then on. */
  boolean seatByProvider(WorkspaceSlug workspace, Member member, Role role, Instant now) {
    return seat(workspace, member, role, true, now);
  }

  private boolean seat(
      WorkspaceSlug workspace, Member member, Role role, boolean byProvider, Instant now) {
    return statements.change(
            "INSERT INTO member_seat (workspace_id, member_id, role, by_provider, since)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            workspace.value(),
            member.id(),
            role.wireName(),
            byProvider,
            now)
        == 1;
  }

  /** By hand: from then on the seat follows nobody's groups. */
  void changeRole(WorkspaceSlug workspace, Member member, Role role) {
    changeRole(workspace, member, role, false);
  }

  /** As the provider's groups say. */
  void follow(WorkspaceSlug workspace, Member member, Role role) {
    changeRole(workspace, member, role, true);
  }

  /**
   * A link that sets his password anew was made by somebody who might change the role that he had;
   * it does not open the one that he has got. First the seat: who makes such a link holds it.
   */
  private void changeRole(WorkspaceSlug workspace, Member member, Role role, boolean byProvider) {
    statements.change(
        "UPDATE member_seat SET role = ?, by_provider = ? WHERE workspace_id = ?"
            + " AND member_id = ?",
        role.wireName(),
        byProvider,
        workspace.value(),
        member.id());
    statements.change("DELETE FROM member_reset WHERE member_id = ?", member.id());
  }

  void unseat(WorkspaceSlug workspace, Member member) {
    statements.change(
        "DELETE FROM member_seat WHERE workspace_id = ? AND member_id = ?",
        workspace.value(),
        member.id());
  }

  void invite(Invitation invitation, String token, Instant now) {
    statements.change(
        "INSERT INTO member_invitation (workspace_id, invitation_id, digest, mail, role,"
            + " invited_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        invitation.workspace().map(WorkspaceSlug::value).orElse(ALL),
        invitation.id(),
        Bearer.digest(token),
        invitation.mail().map(MailAddress::value),
        invitation.role().wireName(),
        invitation.invitedBy(),
        now,
        invitation.expiresAt());
  }

  List<Invitation> invitations(WorkspaceSlug workspace, Instant now) {
    return statements.rows(
        TeamTable::invitation,
        "SELECT * FROM member_invitation WHERE workspace_id = ? AND expires_at > ?"
            + " ORDER BY invitation_id DESC",
        workspace.value(),
        now);
  }

  /** What is open for that address, in any workspace. */
  List<Invitation> invitations(MailAddress mail, Instant now) {
    return statements.rows(
        TeamTable::invitation,
        "SELECT * FROM member_invitation WHERE mail = ? AND expires_at > ?"
            + " ORDER BY invitation_id DESC",
        mail.value(),
        now);
  }

  Optional<Invitation> invitation(String token, Instant now) {
    return statements
        .rows(
            TeamTable::invitation,
            "SELECT * FROM member_invitation WHERE digest = ? AND expires_at > ?",
            Bearer.digest(token),
            now)
        .stream()
        .findFirst();
  }

  /**
   * Invites the first owner, unless somebody can sign in or another link is out and alive. All such
   * links share one key, so that of nodes that start at once one has made a link: whoever comes
   * second waits for the first at that key, and then finds it alive.
   */
  boolean inviteFirstOwner(Invitation invitation, String token, Instant now) {
    return statements.change(
            "INSERT INTO member_invitation AS present (workspace_id, invitation_id, digest, mail,"
                + " role, invited_by, created_at, expires_at)"
                + " SELECT ?, 'inv_first', ?, NULL, ?, ?, ?, ?"
                + " WHERE NOT EXISTS (SELECT 1 FROM member)"
                + " AND NOT EXISTS (SELECT 1 FROM member_invitation"
                + " WHERE workspace_id = ? AND expires_at > ?)"
                + " ON CONFLICT (workspace_id, invitation_id) DO UPDATE"
                + " SET digest = EXCLUDED.digest, created_at = EXCLUDED.created_at,"
                + " expires_at = EXCLUDED.expires_at WHERE present.expires_at <= ?",
            ALL,
            Bearer.digest(token),
            invitation.role().wireName(),
            invitation.invitedBy(),
            now,
            invitation.expiresAt(),
            ALL,
            now,
            now)
        == 1;
  }

  /** Keeps others from taking an invitation; whether it is still there. */
  boolean hold(Invitation invitation) {
    return statements
        .text(
            "SELECT invitation_id FROM member_invitation WHERE workspace_id = ?"
                + " AND invitation_id = ? FOR UPDATE",
            invitation.workspace().map(WorkspaceSlug::value).orElse(ALL),
            invitation.id())
        .isPresent();
  }

  /** Takes an invitation away; of two who do, one has. */
  boolean take(Invitation invitation) {
    return statements.change(
            "DELETE FROM member_invitation WHERE workspace_id = ? AND invitation_id = ?",
            invitation.workspace().map(WorkspaceSlug::value).orElse(ALL),
            invitation.id())
        == 1;
  }

  boolean take(WorkspaceSlug workspace, String invitationId) {
    return statements.change(
            "DELETE FROM member_invitation WHERE workspace_id = ? AND invitation_id = ?",
            workspace.value(),
            invitationId)
        == 1;
  }

  private static Invitation invitation(ResultSet row) throws SQLException {
    return new Invitation(
        Optional.of(row.getString("workspace_id"))
            .filter(w -> !w.equals(ALL))
            .map(WorkspaceSlug::new),
        row.getString("invitation_id"),
        Optional.ofNullable(row.getString("mail")).map(MailAddress::new),
        Role.of(row.getString("role")).orElseThrow(),
        row.getString("invited_by"),
        Statements.instant(row, "expires_at").orElseThrow());
  }
}
