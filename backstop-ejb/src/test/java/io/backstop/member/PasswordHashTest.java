package io.backstop.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

  private static final String PASSWORD = "vier Wörter am Stück";

  @Test
  void onlyThePasswordItselfFits() {
    String stored = PasswordHash.of(PASSWORD);

    assertThat(PasswordHash.fits(PASSWORD, stored)).isTrue();
    assertThat(PasswordHash.fits(PASSWORD + " ", stored)).isFalse();
    assertThat(PasswordHash.fits("", stored)).isFalse();
  }

  @Test
  void thePasswordIsNotInItAndItTakesSixHundredThousandRounds() {
    String stored = PasswordHash.of(PASSWORD);

    assertThat(stored).startsWith("PBKDF2WithHmacSHA256:600000:").doesNotContain("Wörter");
    assertThat(PasswordHash.of(PASSWORD)).isNotEqualTo(stored);
  }

  /** RFC 7914, 11: a vector of PBKDF2-HMAC-SHA-256; its 64 bytes begin with these 32. */
  @Test
  void itIsThePublishedFunction() {
    assertThat(
            PasswordHash.fits(
                "Password",
                "PBKDF2WithHmacSHA256:80000:TmFDbA==:TdzY9guYviGDDO5e8icB+WQaRBjQTAQUrv8Ih2s0q1Y="))
        .isTrue();
  }

  @Test
  void whatIsOfAnotherKindIsNotCompared() {
    assertThatIllegalStateException().isThrownBy(() -> PasswordHash.fits("x", "bcrypt:10:a:b"));
  }

  @Test
  void nobodysHashCostsAsMuchAsAnybodysAndFitsNothing() {
    assertThat(PasswordHash.NOBODYS.split(":")[1]).isEqualTo("600000");
    assertThat(PasswordHash.fits("", PasswordHash.NOBODYS)).isFalse();
  }

  @Test
  void signInTellsMembersByAddressAndPassword() {
    TestDatabase database = TestDatabase.shared();
    Desk desk = new Desk(database);
    Member member =
        new Member("mem_" + desk.workspace, new MailAddress(desk.workspace + "@x.example"));
    desk.members.add(member, Optional.of(PasswordHash.of(PASSWORD)), desk.clock.instant());
    SignIn signIn = new SignIn(new MemberTable(new Statements(database.dataSource())));

    assertThat(signIn.check(" " + member.mail().value().toUpperCase() + " ", PASSWORD))
        .contains(member);
    assertThat(signIn.check(member.mail().value(), "another")).isEmpty();
    assertThat(signIn.check("nobody@x.example", PASSWORD)).isEmpty();
    assertThat(signIn.check("no address", PASSWORD)).isEmpty();
    assertThat(signIn.check(member.mail().value(), "x".repeat(201))).isEmpty();
  }
}
