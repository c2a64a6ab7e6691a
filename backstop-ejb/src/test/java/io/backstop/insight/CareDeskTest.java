package io.backstop.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.link.LinkGate;
import io.backstop.member.AuditEntry;
import io.backstop.member.AuditLog;
import io.backstop.member.MailAddress;
import io.backstop.member.Member;
import io.backstop.member.Role;
import io.backstop.member.Seat;
import io.backstop.member.SettingsDesk;
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
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class CareDeskTest {

  private final TestDatabase database = TestDatabase.fresh();
  private final SetClock clock = new SetClock("2026-11-29T12:00:00Z");
  private final WorkspaceSlug slug = new WorkspaceSlug(Ids.next("w", clock.instant()));
  private final Seat owner =
      new Seat(
          new Member("mem_owner", new MailAddress("owner@acme.example")),
          slug,
          Role.OWNER,
          "192.0.2.1");
  private final PlayedContainer container = new PlayedContainer(database.entityManagers());
  private final DataSource source = container.dataSource(database.dataSource());
  private final Settings saved = new Settings(database);
  private final Node node = new Node(source, new Layers(), clock);
  private final SettingsWriter writer = Writers.of(node, source);
  private final AuditLog audit = new AuditLog(new Statements(source), clock);

  private CareDesk desk(LinkGate gate) {
    SettingsDesk settings = new SettingsDesk(node.config, writer, audit, clock);
    return container.bean(CareDesk.class, new CareDesk(gate, null, settings, audit));
  }

  private Workspace workspace() {
    return node.workspaces.findFresh(slug).orElseThrow();
  }

  private void portalLink() {
    database.update(
        "INSERT INTO hosted_link (workspace_id, link_id, surface, customer_id, signed,"
            + " token_digest, minted_at, expires_at) VALUES (?, 'p', 'portal', 'cus_1', true,"
            + " '\\x01', '2026-11-01', '2027-11-01')",
        slug.value());
  }

  private boolean linkIsRevoked() {
    return database
        .text("SELECT revoked_at IS NOT NULL FROM hosted_link WHERE workspace_id = ?", slug.value())
        .equals("t");
  }

  @Test
  void aSecretIsReplacedAndEveryLinkEndedInOne() {
    saved.create(slug.value());
    portalLink();
    String before = workspace().embed().secrets().get(0);
    String turn = writer.turn(workspace());
    CareDesk desk = desk(container.injected(new LinkGate(), node.workspaces, node.keys, clock));

    assertThat(desk.replaceSecret(owner, turn)).isTrue();

    assertThat(workspace().embed().secrets()).hasSize(2).last().isEqualTo(before);
    assertThat(linkIsRevoked()).isTrue();
    assertThat(audit.page(slug, "", 10))
        .extracting(AuditEntry::action)
        .containsExactlyInAnyOrder("secret.rotated", "links.all.revoked");
    assertThat(desk.replaceSecret(owner, turn)).as("the form comes twice").isFalse();
  }

  @Test
  void aNodeThatEndsBetweenTheTwoHasDoneNeither() {
    saved.create(slug.value());
    portalLink();
    String before = workspace().embed().secrets().get(0);
    String turn = writer.turn(workspace());
    LinkGate ending =
        new LinkGate() {
          @Override
          public int revokeAll(WorkspaceSlug workspace) {
            throw new IllegalStateException("the node ends");
          }
        };

    assertThatIllegalStateException().isThrownBy(() -> desk(ending).replaceSecret(owner, turn));

    assertThat(workspace().embed().secrets()).containsExactly(before);
    assertThat(linkIsRevoked()).isFalse();
    assertThat(audit.page(slug, "", 10)).isEmpty();
  }
}
