package io.backstop.member;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who works in a workspace, and who may come. Each change is one transaction with its line of the
 * audit log; two changes of one team come after each other, so that no race unseats the last owner.
 */
@Stateless
public class Team {

  /** How long an invitation can be taken. */
  public static final Duration OPEN = Duration.ofDays(7);

  private final TeamTable table;
  private final AuditLog audit;
  private final Clock clock;

  /** For the container's proxy. */
  public Team() {
    this(null, null, null);
  }

  @Inject
  public Team(TeamTable table, AuditLog audit, Clock clock) {
    this.table = table;
    this.audit = audit;
    this.clock = clock;
  }

  /** Everybody, by address. */
  public List<Teammate> list(WorkspaceSlug workspace) {
    return table.all(workspace);
  }

  /** What is out and alive, latest first. */
  public List<Invitation> invitations(WorkspaceSlug workspace) {
    return table.invitations(workspace, clock.instant());
  }

  /**
   * Invites {@code mail}.
   *
   * @param token where it is put: the end of the link, known to nobody else from then on
   */
  public TeamVerdict invite(Seat by, MailAddress mail, Role role, StringBuilder token) {
    table.lock(by.workspace());
    if (!sitsStill(by)) {
      return TeamVerdict.NOT_HERE;
    }
    if (!by.mayChange(role)) {
      return TeamVerdict.OWNERS_ONLY;
    }
    if (table.all(by.workspace()).stream().anyMatch(mate -> mate.member().mail().equals(mail))) {
      return TeamVerdict.ALREADY_HERE;
    }
    Instant now = clock.instant();
    String fresh = Bearer.fresh();
    table.invite(
        new Invitation(
            Optional.of(by.workspace()),
            Ids.next("inv_", now),
            Optional.of(mail),
            role,
            by.member().mail().value(),
            now.plus(OPEN)),
        fresh,
        now);
    audit.write(by, "member.invited", mail + " (" + role.wireName() + ")");
    token.append(fresh);
    return TeamVerdict.DONE;
  }

  /** Takes an invitation back. */
  public TeamVerdict revoke(Seat by, String invitationId) {
    Optional<Invitation> open =
        invitations(by.workspace()).stream().filter(i -> i.id().equals(invitationId)).findFirst();
    if (open.isEmpty()) {
      return TeamVerdict.NOT_HERE;
    }
    if (!by.mayChange(open.get().role())) {
      return TeamVerdict.OWNERS_ONLY;
    }
    return take(by, open.get()) ? TeamVerdict.DONE : TeamVerdict.NOT_HERE;
  }

  private boolean take(Seat by, Invitation open) {
    boolean taken = table.take(by.workspace(), open.id());
    if (taken) {
      audit.write(by, "invitation.revoked", open.mail().map(MailAddress::value).orElse(open.id()));
    }
    return taken;
  }

  /** Who may no longer invite has not left himself a way back either. */
  private void revokeAll(Seat by, Member inviter) {
    invitations(by.workspace()).stream()
        .filter(open -> open.invitedBy().equals(inviter.mail().value()))
        .forEach(open -> take(by, open));
  }

  /** Makes a member something else. */
  public TeamVerdict changeRole(Seat by, String memberId, Role role) {
    table.lock(by.workspace());
    Optional<Teammate> mate = find(by.workspace(), memberId);
    TeamVerdict verdict = judge(by, mate, role != Role.OWNER);
    if (verdict == TeamVerdict.DONE && !by.mayChange(role)) {
      return TeamVerdict.OWNERS_ONLY;
    }
    if (verdict == TeamVerdict.DONE && mate.get().role() != role) {
      table.changeRole(by.workspace(), mate.get().member(), role);
      audit.write(
          by,
          "role.changed",
          mate.get().member().mail()
              + ": "
              + mate.get().role().wireName()
              + " → "
              + role.wireName());
      if (!role.reaches(mate.get().role())) {
        revokeAll(by, mate.get().member());
      }
    }
    return verdict;
  }

  /** Takes a member's seat away. */
  public TeamVerdict remove(Seat by, String memberId) {
    table.lock(by.workspace());
    Optional<Teammate> mate = find(by.workspace(), memberId);
    TeamVerdict verdict = judge(by, mate, true);
    if (verdict == TeamVerdict.DONE) {
      table.unseat(by.workspace(), mate.get().member());
      audit.write(by, "member.removed", mate.get().member().mail().value());
      revokeAll(by, mate.get().member());
    }
    return verdict;
  }

  /**
   * Whether {@code by} may change {@code mate}.
   *
   * @param leaves whether it takes an owner's role away
   */
  private TeamVerdict judge(Seat by, Optional<Teammate> mate, boolean leaves) {
    if (mate.isEmpty() || !sitsStill(by)) {
      return TeamVerdict.NOT_HERE;
    }
    if (!by.mayChange(mate.get().role())) {
      return TeamVerdict.OWNERS_ONLY;
    }
    boolean lastOwner =
        mate.get().role() == Role.OWNER
            && table.all(by.workspace()).stream().filter(m -> m.role() == Role.OWNER).count() == 1;
    return leaves && lastOwner ? TeamVerdict.LAST_OWNER : TeamVerdict.DONE;
  }

  /** Whether his seat is what it was when he came in: somebody else may have changed it since. */
  private boolean sitsStill(Seat by) {
    return find(by.workspace(), by.member().id())
        .map(mate -> mate.role() == by.role())
        .orElse(false);
  }

  private Optional<Teammate> find(WorkspaceSlug workspace, String memberId) {
    return table.all(workspace).stream()
        .filter(mate -> mate.member().id().equals(memberId))
        .findFirst();
  }
}
