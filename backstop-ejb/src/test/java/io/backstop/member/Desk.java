package io.backstop.member;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import io.backstop.workspace.Layers;
import io.backstop.workspace.Node;
import io.backstop.workspace.Settings;
import io.backstop.workspace.Writers;
import java.util.Optional;

/** A workspace with the station's beans around it, on a database. */
final class Desk {

  final TestDatabase database;
  final SetClock clock = new SetClock("2026-11-23T12:00:00Z");
  final Layers layers = new Layers();
  final Settings settings;
  final Node node;
  final Statements statements;
  final AuditLog audit;
  final Seats seats;
  final MemberTable members;
  final TeamTable teamTable;
  final Team team;
  final Sessions sessions;
  final Joining joining;
  final SettingsDesk desk;
  final StripeDesk stripe;
  final ProviderDoor providerDoor;
  final PasswordDesk passwords;
  final WorkspaceSlug workspace;

  Desk(TestDatabase database) {
    this.database = database;
    settings = new Settings(database);
    node = new Node(database.dataSource(), layers, clock);
    statements = new Statements(database.dataSource());
    audit = new AuditLog(statements, clock);
    seats = new Seats(statements);
    members = new MemberTable(statements);
    teamTable = new TeamTable(statements);
    team = new Team(teamTable, audit, clock);
    sessions = new Sessions(statements, audit, seats, node.keys, clock);
    var writer = Writers.of(node, database.dataSource());
    joining = new Joining(members, teamTable, audit, node.workspaces, writer, clock);
    providerDoor =
        new ProviderDoor(
            node.config,
            node.workspaces,
            members,
            new IdentityTable(statements),
            teamTable,
            new ProviderSeats(teamTable, audit, clock),
            seats,
            audit,
            clock);
    passwords =
        new PasswordDesk(members, new ResetTable(statements), sessions, seats, audit, clock);
    desk = new SettingsDesk(node.config, writer, audit, clock);
    stripe = new StripeDesk(desk, node.config, writer, audit);
    workspace = newWorkspace();
  }

  WorkspaceSlug newWorkspace() {
    String slug = Ids.next("w", clock.instant());
    settings.create(slug);
    clock.pass(java.time.Duration.ofSeconds(2));
    return new WorkspaceSlug(slug);
  }

  FirstOwner firstOwner() {
    return new FirstOwner(node.config, node.workspaces, members, teamTable, audit, clock);
  }

  /** Somebody new, without a password that anybody has. */
  Member member() {
    Member member =
        new Member(
            Ids.next("mem_", clock.instant()),
            new MailAddress(Ids.next("m", clock.instant()) + "@acme.example"));
    members.add(member, Optional.of(PasswordHash.NOBODYS), clock.instant());
    return member;
  }

  Seat seat(Role role) {
    Member member = member();
    teamTable.seat(workspace, member, role, clock.instant());
    return new Seat(member, workspace, role, "192.0.2.1");
  }

  /** How often that was written of the workspace. */
  long audited(String action) {
    return audit.page(workspace, "", 100).stream().filter(e -> e.action().equals(action)).count();
  }
}
