package io.backstop.member;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.SettingsWriter;
import io.backstop.workspace.Workspaces;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes invitations: makes the member where there is none yet, and seats him. */
@Stateless
public class Joining {

  private final MemberTable members;
  private final TeamTable team;
  private final AuditLog audit;
  private final Workspaces workspaces;
  private final SettingsWriter settings;
  private final Clock clock;

  /** For the container's proxy. */
  public Joining() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public Joining(
      MemberTable members,
      TeamTable team,
      AuditLog audit,
      Workspaces workspaces,
      SettingsWriter settings,
      Clock clock) {
    this.members = members;
    this.team = team;
    this.audit = audit;
    this.workspaces = workspaces;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What {@code token} invites to, while it can be taken; the first owner's while nobody is there.
   */
  public Optional<Invitation> find(String token) {
    return team.invitation(token, clock.instant())
        .filter(invitation -> invitation.workspace().isPresent() || members.isEmpty());
  }

  /** Whether somebody signs in with that address already. */
  public boolean isMember(MailAddress mail) {
    return members.find(mail).isPresent();
  }

  /** Whether the first owner has to name a workspace, because there is none. */
  public boolean needsWorkspace() {
    return workspaces.slugs().isEmpty();
  }

  /**
   * Takes an invitation. Whoever calls has compared the password of a member who is known already:
   * one who appears only now, by another invitation or by the provider, is not taken for him.
   *
   * @param proven who signs in with {@code mail} and has given his password; else it is for
   *     somebody new
   * @param password becomes that of a member who is new
   * @param named the workspace to make, for the first owner where there is none
   * @return the member; empty when the invitation was taken or ran out meanwhile, and when somebody
   *     has appeared with that address, whose password nobody has compared: then the invitation
   *     stays
   */
  public Optional<Member> take(
      Invitation invitation,
      MailAddress mail,
      Optional<Member> proven,
      String password,
      Optional<WorkspaceSlug> named,
      String address) {
    if (!team.hold(invitation)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Member member = proven.orElseGet(() -> new Member(Ids.next("mem_", now), mail));
    if (proven.isEmpty() && !members.add(member, Optional.of(PasswordHash.of(password)), now)) {
      return Optional.empty();
    }
    team.take(invitation);
    for (WorkspaceSlug workspace : workspacesOf(invitation, named)) {
      if (team.seat(workspace, member, invitation.role(), now)) {
        audit.write(
            workspace, mail.value(), "member.joined", invitation.role().wireName(), address);
      }
    }
    return Optional.of(member);
  }

  private List<WorkspaceSlug> workspacesOf(Invitation invitation, Optional<WorkspaceSlug> named) {
    if (invitation.workspace().isPresent()) {
      return List.of(invitation.workspace().get());
    }
    List<WorkspaceSlug> orphans = new ArrayList<>(FirstOwner.orphans(workspaces, team));
    if (orphans.isEmpty() && named.isPresent()) {
      settings.create(named.get());
      orphans.add(named.get());
    }
    return orphans;
  }
}
