package io.backstop.member;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.BaseUrl;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.Workspaces;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets the first owner in, at start: the one whom {@code backstop.owner.mail} and {@code
 * backstop.owner.password} name, who gets every workspace that has no owner; or, while nobody can
 * sign in at all, whoever reads the server's log, which gets a link that is good once, for a day.
 */
@Singleton
@Startup
@DependsOn("Migrations")
public class FirstOwner {

  private static final Logger LOG = Logger.getLogger(FirstOwner.class.getName());
  private static final Duration GOOD_FOR = Duration.ofDays(1);
  private static final String OPERATOR = "the operator";

  private final LayeredConfig config;
  private final Workspaces workspaces;
  private final MemberTable members;
  private final TeamTable team;
  private final AuditLog audit;
  private final Clock clock;

  /** For the container's proxy. */
  public FirstOwner() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public FirstOwner(
      LayeredConfig config,
      Workspaces workspaces,
      MemberTable members,
      TeamTable team,
      AuditLog audit,
      Clock clock) {
    this.config = config;
    this.workspaces = workspaces;
    this.members = members;
    this.team = team;
    this.audit = audit;
    this.clock = clock;
  }

  @PostConstruct
  void letIn() {
    Optional<MailAddress> mail = config.value("backstop.owner.mail").flatMap(MailAddress::of);
    Optional<String> password = config.value("backstop.owner.password");
    if (mail.isPresent() && password.isPresent()) {
      seat(mail.get(), password.get());
    } else {
      invite()
          .ifPresent(
              link ->
                  LOG.log(
                      Level.WARNING,
                      "Nobody can sign in to the dashboard yet."
                          + " The first owner opens, once, within a day: {0}",
                      link));
    }
  }

  /** An owner who is there already keeps his password, whatever the setting says by now. */
  private void seat(MailAddress mail, String password) {
    Instant now = clock.instant();
    List<WorkspaceSlug> orphans = orphans(workspaces, team);
    Optional<MemberTable.Known> known = members.find(mail);
    if (known.isEmpty()) {
      members.add(
          new Member(Ids.next("mem_", now), mail), Optional.of(PasswordHash.of(password)), now);
    }
    Member owner = members.find(mail).orElseThrow().member();
    for (WorkspaceSlug workspace : orphans) {
      if (team.seat(workspace, owner, Role.OWNER, now)) {
        audit.write(workspace, OPERATOR, "member.joined", mail + " (owner)", "");
      }
    }
  }

  /** The first owner's link, if this node is the one that makes it. */
  Optional<String> invite() {
    Instant now = clock.instant();
    String token = Bearer.fresh();
    Invitation first =
        new Invitation(
            Optional.empty(), "", Optional.empty(), Role.OWNER, OPERATOR, now.plus(GOOD_FOR));
    return team.inviteFirstOwner(first, token, now)
        ? Optional.of(BaseUrl.of(config).at("/dashboard/join/" + token))
        : Optional.empty();
  }

  /** The workspaces that have no owner. */
  static List<WorkspaceSlug> orphans(Workspaces workspaces, TeamTable team) {
    return workspaces.slugs().stream()
        .filter(WorkspaceSlug::isWellFormed)
        .sorted()
        .map(WorkspaceSlug::new)
        .filter(workspace -> !team.hasOwner(workspace))
        .toList();
  }
}
