package io.backstop.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.PlayedContainer;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PasswordDeskTest {

  private static final String FRESH = "another four words";

  private final Desk desk = new Desk(TestDatabase.shared());
  private final SignIn signIn = new SignIn(desk.members);
  private final Seat owner = desk.seat(Role.OWNER);
  private final Seat editor = desk.seat(Role.EDITOR);

  private String open(Member member) {
    return desk.sessions.open(member, "192.0.2.1", "");
  }

  private String offer(Seat by, Seat to) {
    StringBuilder token = new StringBuilder();
    assertThat(desk.passwords.offer(by, to.member().id(), token)).isEqualTo(TeamVerdict.DONE);
    return token.toString();
  }

  private boolean signsIn(Member member, String password) {
    return signIn.check(member.mail().value(), password).isPresent();
  }

  @Test
  void aChangeEndsEveryOtherSessionAndTheOldValueOfThisOne() {
    String other = open(editor.member());
    String before = open(editor.member());
    Session session = desk.sessions.find(before).orElseThrow();

    String after = desk.passwords.change(session, FRESH, "192.0.2.1");

    assertThat(desk.sessions.find(other)).isEmpty();
    assertThat(desk.sessions.find(before)).isEmpty();
    assertThat(desk.sessions.find(after)).map(Session::id).contains(session.id());
    assertThat(signsIn(editor.member(), FRESH)).isTrue();
    assertThat(desk.audited("password.changed")).isEqualTo(1);
  }

  @Test
  void aLinkSetsAPasswordOnceAndEndsEverySession() {
    String session = open(editor.member());
    String token = offer(owner, editor);

    assertThat(desk.passwords.find(token)).contains(editor.member());
    assertThat(desk.passwords.reset(token, FRESH, "192.0.2.1")).isTrue();
    assertThat(desk.passwords.reset(token, "yet another password", "192.0.2.1")).isFalse();
    assertThat(desk.sessions.find(session)).isEmpty();
    assertThat(signsIn(editor.member(), FRESH)).isTrue();
    assertThat(desk.audited("password.reset-offered")).isEqualTo(1);
    assertThat(desk.audited("password.reset")).isEqualTo(1);
  }

  @Test
  void itIsGoodForADayAndTheLatestOfTwoOnly() {
    String first = offer(owner, editor);
    String second = offer(owner, editor);

    assertThat(desk.passwords.find(first)).isEmpty();
    desk.clock.pass(Duration.ofHours(24).minusSeconds(1));
    assertThat(desk.passwords.find(second)).isPresent();
    desk.clock.pass(Duration.ofSeconds(1));
    assertThat(desk.passwords.find(second)).isEmpty();
    assertThat(desk.passwords.reset(second, FRESH, "")).isFalse();
  }

  @Test
  void aChangeOfThePasswordKillsALinkThatIsOut() {
    String token = offer(owner, editor);
    Session session = desk.sessions.find(open(editor.member())).orElseThrow();
    desk.passwords.change(session, FRESH, "");

    assertThat(desk.passwords.find(token)).isEmpty();
  }

  @Test
  void theDatabaseHoldsNothingThatUsesIt() {
    String token = offer(owner, editor);

    assertThat(
            desk.database.text(
                "SELECT r::text FROM member_reset r WHERE member_id = ?", editor.member().id()))
        .doesNotContain(token);
  }

  @Test
  void nobodyGetsALinkForWhomHeMayNotChangeEverywhere() {
    Seat admin = desk.seat(Role.ADMIN);
    assertThat(desk.passwords.offer(admin, owner.member().id(), new StringBuilder()))
        .isEqualTo(TeamVerdict.ELSEWHERE);
    assertThat(desk.passwords.offer(owner, owner.member().id(), new StringBuilder()))
        .isEqualTo(TeamVerdict.NOT_HERE);
    assertThat(desk.passwords.offer(owner, desk.member().id(), new StringBuilder()))
        .isEqualTo(TeamVerdict.NOT_HERE);

    WorkspaceSlug other = desk.newWorkspace();
    desk.teamTable.seat(other, editor.member(), Role.VIEWER, desk.clock.instant());
    assertThat(desk.passwords.offer(owner, editor.member().id(), new StringBuilder()))
        .isEqualTo(TeamVerdict.ELSEWHERE);
    desk.teamTable.seat(other, owner.member(), Role.ADMIN, desk.clock.instant());
    offer(owner, editor);
  }

  @Test
  void aLinkDoesNotOpenASeatThatCameAfterIt() {
    String token = offer(owner, editor);
    desk.clock.pass(Duration.ofSeconds(1));
    desk.teamTable.seat(desk.newWorkspace(), editor.member(), Role.OWNER, desk.clock.instant());

    assertThat(desk.passwords.find(token)).isEmpty();
    assertThat(desk.passwords.reset(token, FRESH, "")).isFalse();
  }

  @Test
  void aLinkDoesNotOpenARoleThatCameAfterIt() {
    Seat admin = desk.seat(Role.ADMIN);
    String token = offer(admin, editor);

    desk.team.changeRole(owner, editor.member().id(), Role.OWNER);

    assertThat(desk.passwords.find(token)).isEmpty();
    assertThat(desk.passwords.reset(token, FRESH, "")).isFalse();
    assertThat(signsIn(editor.member(), FRESH)).isFalse();
  }

  @Test
  void norOneThatTheProvidersGroupsHaveGiven() {
    String token = offer(owner, editor);

    desk.teamTable.follow(desk.workspace, editor.member(), Role.OWNER);

    assertThat(desk.passwords.find(token)).isEmpty();
  }

  @Test
  void whileARoleIsBeingChangedNoLinkIsMade() throws SQLException {
    Seat admin = desk.seat(Role.ADMIN);
    PlayedContainer container = new PlayedContainer(desk.database.entityManagers());
    Statements statements = new Statements(container.dataSource(desk.database.dataSource()));
    PasswordDesk passwords =
        new PasswordDesk(
            desk.members,
            new ResetTable(statements),
            desk.sessions,
            new Seats(statements),
            desk.audit,
            desk.clock);
    StringBuilder token = new StringBuilder();
    try (Connection promotion = desk.database.dataSource().getConnection();
        Statement change = promotion.createStatement()) {
      promotion.setAutoCommit(false);
      change.executeUpdate(
          "UPDATE member_seat SET role = 'owner' WHERE member_id = '" + editor.member().id() + "'");

      assertThatExceptionOfType(Refusal.class)
          .as("whoever makes a link waits for the role")
          .isThrownBy(
              () ->
                  container.transaction(
                      () -> {
                        statements.text("SELECT set_config('lock_timeout', '100ms', true)");
                        passwords.offer(admin, editor.member().id(), token);
                      }));
      promotion.commit();
    }
    assertThat(token).isEmpty();
    assertThat(passwords.offer(admin, editor.member().id(), token))
        .isEqualTo(TeamVerdict.ELSEWHERE);
  }
}
