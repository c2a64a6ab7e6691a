package io.backstop.workshop;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.AuditEntry;
import io.backstop.member.AuditLog;
import io.backstop.member.MailAddress;
import io.backstop.member.Member;
import io.backstop.member.Role;
import io.backstop.member.Seat;
import io.backstop.store.PlayedContainer;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import io.backstop.workspace.Layers;
import io.backstop.workspace.Node;
import io.backstop.workspace.Settings;
import io.backstop.workspace.SettingsWriter;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Writers;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** A workspace with the station's beans around it, on a database, each call a transaction. */
final class Studio {

  /** A flow that the lint has nothing against. */
  static final String SHORT = flow("Short", "Something else");

  final TestDatabase database;
  final SetClock clock = new SetClock("2026-11-28T12:00:00Z");
  final Layers layers = new Layers();
  final PlayedContainer container;
  final Node node;
  final AuditLog audit;
  final SettingsWriter settings;
  final FlowWorkshop workshop;
  final TrafficDesk traffic;
  final WorkspaceSlug workspace;
  final Seat ada;
  final Seat grace;

  Studio(TestDatabase database) {
    this.database = database;
    container = new PlayedContainer(database.entityManagers());
    DataSource source = container.dataSource(database.dataSource());
    Settings saved = new Settings(database);
    node = new Node(database.dataSource(), layers, clock);
    Statements statements = new Statements(source);
    audit = new AuditLog(statements, clock);
    settings = Writers.of(node, source);
    FlowTable flows = new FlowTable(statements);
    ReleaseTable versions = new ReleaseTable(statements);
    workshop =
        container.bean(
            FlowWorkshop.class,
            new FlowWorkshop(
                flows,
                versions,
                new Press(versions, flows, audit, settings, clock),
                audit,
                settings,
                clock));
    traffic =
        container.bean(
            TrafficDesk.class, new TrafficDesk(flows, versions, node.config, settings, audit));
    workspace = workspace(saved);
    ada = seat(workspace, "ada@acme.example");
    grace = seat(workspace, "grace@acme.example");
  }

  private WorkspaceSlug workspace(Settings saved) {
    String slug = Ids.next("w", clock.instant());
    saved.create(slug);
    clock.pass(Duration.ofSeconds(2));
    return new WorkspaceSlug(slug);
  }

  /** Somebody at work in another workspace. */
  Seat stranger() {
    WorkspaceSlug other = new WorkspaceSlug(Ids.next("w", clock.instant()));
    database.update("INSERT INTO workspace (workspace_id) VALUES (?)", other.value());
    clock.pass(Duration.ofSeconds(2));
    return seat(other, "mallory@other.example");
  }

  private Seat seat(WorkspaceSlug slug, String mail) {
    return new Seat(
        new Member(Ids.next("mem_", clock.instant()), new MailAddress(mail)),
        slug,
        Role.ADMIN,
        "192.0.2.1");
  }

  static String flow(String name, String other) {
    return """
    {"version": 1, "name": "%s", "steps": ["survey", "confirm"], "reasons": [
      {"id": "unused", "label": {"en": "I don’t use it enough"}, "feedback": "unused",
       "comment": true},
      {"id": "other", "label": {"en": "%s"}, "feedback": "other", "comment": true}]}\
    """
        .formatted(name, other);
  }

  FlowId made(String name) {
    return workshop.create(ada, name, SHORT).flow().orElseThrow();
  }

  /** A new version of {@code flow}, which says something that no other says. */
  Release published(FlowId flow, String says) {
    FlowDraft draft = workshop.draft(workspace, flow).orElseThrow();
    FlowDraft saved =
        workshop.save(ada, flow, draft.revision(), flow(says, says)).draft().orElseThrow();
    return workshop.publish(ada, flow, saved.revision()).release().orElseThrow();
  }

  /** The workspace as every node has it two seconds from now. */
  Workspace later() {
    clock.pass(Duration.ofSeconds(2));
    return node.find(workspace.value());
  }

  FlowVerdict split(Share... shares) {
    return traffic.split(ada, traffic.of(workspace).turn(), List.of(shares));
  }

  List<String> audited() {
    return audit.page(workspace, "", 1_000).stream().map(AuditEntry::action).toList();
  }

  static CustomerId customer(int number) {
    return new CustomerId("cus_" + number);
  }
}
