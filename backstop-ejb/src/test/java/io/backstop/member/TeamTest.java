package io.backstop.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TeamTest {

  private final Desk desk = new Desk(TestDatabase.shared());
  private final Seat owner = desk.seat(Role.OWNER);

  private Optional<Role> roleOf(Member member) {
    return desk.team.list(desk.workspace).stream()
        .filter(mate -> mate.member().equals(member))
        .map(Teammate::role)
        .findFirst();
  }

  private String invite(Seat by, MailAddress mail, Role role) {
    StringBuilder token = new StringBuilder();
    assertThat(desk.team.invite(by, mail, role, token)).isEqualTo(TeamVerdict.DONE);
    return token.toString();
  }

  private Optional<Member> join(String token, MailAddress mail) {
    return join(token, mail, Optional.empty());
  }

  private Optional<Member> join(String token, MailAddress mail, Optional<Member> proven) {
    return desk.joining
        .find(token)
        .flatMap(
            invitation ->
                desk.joining.take(
                    invitation,
                    mail,
                    proven,
                    "four words in a row",
                    Optional.empty(),
                    "192.0.2.2"));
  }

  @Test
  void whoeverIsInvitedJoinsOnceWithTheRoleOffered() {
    MailAddress mail = new MailAddress("new@" + desk.workspace + ".example");
    String token = invite(owner, mail, Role.EDITOR);

    Member newcomer = join(token, mail).orElseThrow();

    assertThat(roleOf(newcomer)).contains(Role.EDITOR);
    assertThat(join(token, mail)).isEmpty();
    assertThat(desk.audited("member.invited")).isEqualTo(1);
    assertThat(desk.audited("member.joined")).isEqualTo(1);
  }

  @Test
  void whoIsRemovedOrMadeLessHasLeftHimselfNoWayBack() {
    MailAddress other = new MailAddress("other@" + desk.workspace + ".example");
    Seat admin = desk.seat(Role.ADMIN);
    String ofAdmin = invite(admin, other, Role.ADMIN);
    String ofOwner = invite(owner, other, Role.VIEWER);

    assertThat(desk.team.changeRole(owner, admin.member().id(), Role.VIEWER))
        .isEqualTo(TeamVerdict.DONE);
    assertThat(desk.joining.find(ofAdmin)).isEmpty();

    Seat second = desk.seat(Role.ADMIN);
    String ofSecond = invite(second, other, Role.ADMIN);
    assertThat(desk.team.remove(owner, second.member().id())).isEqualTo(TeamVerdict.DONE);

    assertThat(desk.joining.find(ofSecond)).isEmpty();
    assertThat(desk.joining.find(ofOwner)).isPresent();
    assertThat(desk.audited("invitation.revoked")).isEqualTo(2);
  }

  @Test
  void whoeverHasAppearedMeanwhileIsNotTakenForTheOneWhoJoins() {
    Member appeared = desk.member();
    String token = invite(owner, appeared.mail(), Role.OWNER);

    assertThat(join(token, appeared.mail())).isEmpty();

    assertThat(roleOf(appeared)).isEmpty();
    assertThat(desk.joining.find(token)).as("the invitation stays").isPresent();
    assertThat(desk.audited("member.joined")).isZero();
    assertThat(join(token, appeared.mail(), Optional.of(appeared))).contains(appeared);
    assertThat(roleOf(appeared)).contains(Role.OWNER);
    assertThat(desk.joining.find(token)).isEmpty();
  }

  @Test
  void anInvitationRunsOutAfterAWeekAndCanBeTakenBack() {
    MailAddress mail = new MailAddress("late@" + desk.workspace + ".example");
    String late = invite(owner, mail, Role.VIEWER);
    desk.clock.pass(Team.OPEN);
    assertThat(desk.joining.find(late)).isEmpty();

    String revoked = invite(owner, mail, Role.VIEWER);
    String id = desk.team.invitations(desk.workspace).get(0).id();
    assertThat(desk.team.revoke(owner, id)).isEqualTo(TeamVerdict.DONE);
    assertThat(desk.joining.find(revoked)).isEmpty();
    assertThat(desk.team.revoke(owner, id)).isEqualTo(TeamVerdict.NOT_HERE);
  }

  @Test
  void theDatabaseHoldsNothingThatTakesAnInvitation() {
    String token = invite(owner, new MailAddress("x@" + desk.workspace + ".example"), Role.VIEWER);

    assertThat(
            desk.database.text(
                "SELECT i::text FROM member_invitation i WHERE workspace_id = ?",
                desk.workspace.value()))
        .doesNotContain(token);
  }

  @Test
  void whoeverSitsHereIsNotInvitedAgain() {
    assertThat(desk.team.invite(owner, owner.member().mail(), Role.VIEWER, new StringBuilder()))
        .isEqualTo(TeamVerdict.ALREADY_HERE);
  }

  @Test
  void theLastOwnerStays() {
    assertThat(desk.team.remove(owner, owner.member().id())).isEqualTo(TeamVerdict.LAST_OWNER);
    assertThat(desk.team.changeRole(owner, owner.member().id(), Role.ADMIN))
        .isEqualTo(TeamVerdict.LAST_OWNER);
    assertThat(roleOf(owner.member())).contains(Role.OWNER);

    Seat second = desk.seat(Role.OWNER);
    assertThat(desk.team.remove(second, owner.member().id())).isEqualTo(TeamVerdict.DONE);
    assertThat(roleOf(owner.member())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"VIEWER", "EDITOR", "ADMIN"})
  void onlyOwnersMakeAndUnmakeOwners(Role role) {
    Seat by = desk.seat(role);
    Seat viewer = desk.seat(Role.VIEWER);
    MailAddress mail = new MailAddress("o@" + desk.workspace + ".example");

    assertThat(desk.team.invite(by, mail, Role.OWNER, new StringBuilder()))
        .isEqualTo(TeamVerdict.OWNERS_ONLY);
    assertThat(desk.team.changeRole(by, viewer.member().id(), Role.OWNER))
        .isEqualTo(TeamVerdict.OWNERS_ONLY);
    assertThat(desk.team.remove(by, owner.member().id())).isEqualTo(TeamVerdict.OWNERS_ONLY);
    assertThat(desk.team.changeRole(by, owner.member().id(), Role.VIEWER))
        .isEqualTo(TeamVerdict.OWNERS_ONLY);
    assertThat(roleOf(owner.member())).contains(Role.OWNER);
  }

  @Test
  void nobodyReachesIntoAnotherWorkspace() {
    Desk other = new Desk(TestDatabase.shared());
    Seat theirs = other.seat(Role.VIEWER);

    assertThat(desk.team.remove(owner, theirs.member().id())).isEqualTo(TeamVerdict.NOT_HERE);
    assertThat(desk.team.changeRole(owner, theirs.member().id(), Role.ADMIN))
        .isEqualTo(TeamVerdict.NOT_HERE);
    assertThat(other.seats.of(theirs.member(), "")).hasSize(1);
  }

  @Test
  void theFirstOwnerGetsTheWorkspacesThatHaveNone() {
    TestDatabase database = TestDatabase.fresh();
    Desk fresh = new Desk(database);
    fresh.layers.with(150, "backstop.owner.mail", "Owner@acme.example");
    fresh.layers.with(150, "backstop.owner.password", "four words in a row");
    FirstOwner firstOwner = fresh.firstOwner();

    firstOwner.letIn();
    firstOwner.letIn();

    Member owner = fresh.members.find(new MailAddress("owner@acme.example")).orElseThrow().member();
    assertThat(fresh.seats.of(owner, ""))
        .extracting(Seat::workspace, Seat::role)
        .containsExactly(tuple(fresh.workspace, Role.OWNER));
    assertThat(fresh.audited("member.joined")).isEqualTo(1);
  }

  @Test
  void whileNobodyCanSignInALinkIsMadeOncePerDay() {
    TestDatabase database = TestDatabase.fresh();
    Desk fresh = new Desk(database);
    FirstOwner firstOwner = fresh.firstOwner();

    firstOwner.letIn();
    firstOwner.letIn();
    String link = "SELECT string_agg(encode(digest, 'hex'), ' ') FROM member_invitation";
    String first = database.text(link);
    assertThat(first).hasSize(64);
    assertThat(firstOwner.invite()).isEmpty();
    fresh.clock.pass(Duration.ofDays(1));
    firstOwner.letIn();
    assertThat(database.text(link)).hasSize(64).isNotEqualTo(first);
  }

  @Test
  void nodesThatStartAtOnceMakeOneLinkAndThatOneIsGood() throws Exception {
    for (int round = 0; round < 5; round++) {
      TestDatabase database = TestDatabase.fresh();
      Desk fresh = new Desk(database);
      int nodes = 8;
      CyclicBarrier start = new CyclicBarrier(nodes);
      ExecutorService threads = Executors.newFixedThreadPool(nodes);
      List<Future<Optional<String>>> links = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        links.add(
            threads.submit(
                () -> {
                  start.await(10, TimeUnit.SECONDS);
                  return fresh.firstOwner().invite();
                }));
      }
      List<String> made = new ArrayList<>();
      for (Future<Optional<String>> link : links) {
        link.get(10, TimeUnit.SECONDS).ifPresent(made::add);
      }
      threads.shutdown();

      assertThat(made).hasSize(1);
      String token = made.get(0).substring(made.get(0).lastIndexOf('/') + 1);
      assertThat(fresh.joining.find(token)).isPresent();
    }
  }

  @Test
  void onceSomebodyIsThereNoLinkIsMade() {
    TestDatabase database = TestDatabase.fresh();
    Desk fresh = new Desk(database);
    fresh.member();

    assertThat(fresh.firstOwner().invite()).isEmpty();
  }

  @Test
  void whoeverHasLostHisSeatMeanwhileChangesNothing() {
    Seat admin = desk.seat(Role.ADMIN);
    Seat viewer = desk.seat(Role.VIEWER);
    desk.team.changeRole(owner, admin.member().id(), Role.EDITOR);

    assertThat(desk.team.remove(admin, viewer.member().id())).isEqualTo(TeamVerdict.NOT_HERE);
    desk.team.remove(owner, admin.member().id());
    assertThat(desk.team.changeRole(admin, viewer.member().id(), Role.EDITOR))
        .isEqualTo(TeamVerdict.NOT_HERE);
    assertThat(
            desk.team.invite(
                admin, new MailAddress("x@acme.example"), Role.VIEWER, new StringBuilder()))
        .isEqualTo(TeamVerdict.NOT_HERE);
    assertThat(roleOf(viewer.member())).contains(Role.VIEWER);
  }

  @Test
  void theFirstOwnersLinkMakesAWorkspaceAndIsDeadOnceSomebodyIsThere() {
    TestDatabase database = TestDatabase.fresh();
    Desk fresh = new Desk(database);
    database.update("DELETE FROM workspace");
    fresh.clock.pass(Duration.ofSeconds(2));
    for (String token : new String[] {"one", "two"}) {
      fresh.teamTable.invite(
          new Invitation(
              Optional.empty(),
              "inv_" + token,
              Optional.empty(),
              Role.OWNER,
              "the operator",
              fresh.clock.instant().plus(Duration.ofDays(1))),
          token,
          fresh.clock.instant());
    }
    assertThat(fresh.joining.needsWorkspace()).isTrue();

    Member owner =
        fresh
            .joining
            .take(
                fresh.joining.find("one").orElseThrow(),
                new MailAddress("first@acme.example"),
                Optional.empty(),
                "four words in a row",
                Optional.of(new WorkspaceSlug("acme")),
                "192.0.2.2")
            .orElseThrow();

    assertThat(fresh.seats.of(owner, ""))
        .extracting(seat -> seat.workspace().value(), Seat::role)
        .containsExactly(tuple("acme", Role.OWNER));
    assertThat(fresh.joining.find("two")).isEmpty();
  }

  @Test
  void theAuditLogIsNeverChanged() {
    desk.team.revoke(owner, "none");
    desk.audit.write(owner, "signed.in", "");

    for (String attempt :
        new String[] {
          "UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"
        }) {
      assertThatThrownBy(() -> desk.database.update(attempt))
          .hasRootCauseMessage(
              "ERROR: the audit log is never changed\n  Where: PL/pgSQL function"
                  + " audit_is_append_only() line 3 at RAISE");
    }
  }

  @Test
  void theAuditLogIsReadPageByPage() {
    for (int i = 0; i < 5; i++) {
      desk.clock.pass(Duration.ofSeconds(1));
      desk.audit.write(owner, "setting.changed", Integer.toString(i));
    }
    var first = desk.audit.page(desk.workspace, "", 3);
    var second = desk.audit.page(desk.workspace, first.get(2).id(), 3);

    assertThat(first).extracting(AuditEntry::subject).containsExactly("4", "3", "2");
    assertThat(second).extracting(AuditEntry::subject).containsExactly("1", "0");
  }
}
