package io.backstop.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.store.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private final Desk desk = new Desk(TestDatabase.shared());
  private final Seat seat = desk.seat(Role.VIEWER);

  private String open() {
    return desk.sessions.open(seat.member(), "192.0.2.1", "Firefox/140.0 (Linux)");
  }

  @Test
  void aSessionIsFoundByItsValueAlone() {
    String value = open();

    assertThat(desk.sessions.find(value)).map(Session::member).contains(seat.member());
    assertThat(desk.sessions.find(value + "x")).isEmpty();
    assertThat(desk.sessions.find("")).isEmpty();
  }

  @Test
  void theDatabaseHoldsNothingThatOpensIt() {
    String value = open();

    assertThat(
            desk.database.text(
                "SELECT string_agg(s::text, ' ') FROM member_session s WHERE member_id = ?",
                seat.member().id()))
        .doesNotContain(value);
  }

  @Test
  void itIsOverAfterTwelveIdleHours() {
    String value = open();
    desk.clock.pass(Duration.ofHours(11));
    assertThat(desk.sessions.find(value)).isPresent();
    desk.clock.pass(Duration.ofHours(11));
    assertThat(desk.sessions.find(value)).isPresent();
    desk.clock.pass(Duration.ofHours(12));
    assertThat(desk.sessions.find(value)).isEmpty();
  }

  @Test
  void itIsOverAfterTwoWeeksHoweverBusy() {
    String value = open();
    for (int hours = 0; hours < 14 * 24 - 6; hours += 6) {
      desk.clock.pass(Duration.ofHours(6));
      assertThat(desk.sessions.find(value)).as("after " + hours).isPresent();
    }
    desk.clock.pass(Duration.ofHours(6));
    assertThat(desk.sessions.find(value)).isEmpty();
  }

  @Test
  void typingThePasswordAgainIsGoodForFiveMinutesAndMakesANewValue() {
    String before = open();
    Session session = desk.sessions.find(before).orElseThrow();
    assertThat(session.isConfirmed(desk.clock.instant())).isFalse();

    String after = desk.sessions.confirm(session);

    assertThat(desk.sessions.find(before)).isEmpty();
    Session confirmed = desk.sessions.find(after).orElseThrow();
    assertThat(confirmed.id()).isEqualTo(session.id());
    assertThat(confirmed.formKey()).isEqualTo(session.formKey());
    assertThat(confirmed.isConfirmed(desk.clock.instant().plusSeconds(299))).isTrue();
    assertThat(confirmed.isConfirmed(desk.clock.instant().plusSeconds(300))).isFalse();
  }

  @Test
  void membersEndTheirOwnSessionsAndNobodyElses() {
    String value = open();
    String id = desk.sessions.find(value).orElseThrow().id();

    assertThat(desk.sessions.end(desk.member(), id, "192.0.2.1")).isFalse();
    assertThat(desk.sessions.find(value)).isPresent();
    assertThat(desk.sessions.end(seat.member(), id, "192.0.2.1")).isTrue();
    assertThat(desk.sessions.find(value)).isEmpty();
    assertThat(desk.audited("session.ended")).isEqualTo(1);
  }

  @Test
  void sessionsAreListedTheLatestFirstWithoutThoseThatAreOver() {
    open();
    desk.clock.pass(Duration.ofHours(13));
    open();
    desk.clock.pass(Duration.ofSeconds(1));
    String latest = open();

    assertThat(desk.sessions.list(seat.member()))
        .hasSize(2)
        .first()
        .isEqualTo(desk.sessions.find(latest).orElseThrow());
    assertThat(desk.audited("signed.in")).isEqualTo(3);
  }

  @Test
  void eachSessionsFormsCarryAKeyOfTheirOwn() {
    assertThat(
            Arrays.asList(open(), open()).stream()
                .map(value -> desk.sessions.find(value).orElseThrow().formKey())
                .distinct())
        .hasSize(2);
  }
}
