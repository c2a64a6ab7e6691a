package io.backstop.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.member.MailAddress;
import io.backstop.member.Member;
import io.backstop.member.Session;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SenderTest {

  private static final String HOST = "backstop.example";
  private static final Session SESSION =
      new Session(
          "ses_1",
          new Member("mem_1", new MailAddress("a@b.example")),
          Instant.EPOCH,
          Instant.EPOCH,
          Optional.empty(),
          false,
          "",
          "",
          "the-key");

  @Test
  void ourOwnFormIsTaken() {
    assertThat(sender("same-origin", "https://backstop.example", "the-key").isOursFor(SESSION))
        .isTrue();
    assertThat(sender(null, null, "the-key").isOursFor(SESSION)).isTrue();
  }

  @Test
  void whatAnotherSiteSendsIsNot() {
    assertThat(sender("cross-site", null, "the-key").isOurs()).isFalse();
    assertThat(sender("same-site", null, "the-key").isOurs()).isFalse();
    assertThat(sender("none", null, "the-key").isOurs()).isFalse();
    assertThat(sender(null, "https://evil.example", "the-key").isOurs()).isFalse();
    assertThat(sender(null, "https://backstop.example.evil.example", "k").isOurs()).isFalse();
    assertThat(sender(null, "null", "the-key").isOurs()).isFalse();
    assertThat(sender("same-origin", "https://backstop.example:8443", "k").isOurs()).isFalse();
  }

  @Test
  void norIsAFormWithoutTheSessionsKey() {
    assertThat(sender("same-origin", null, null).isOursFor(SESSION)).isFalse();
    assertThat(sender("same-origin", null, "").isOursFor(SESSION)).isFalse();
    assertThat(sender("same-origin", null, "another").isOursFor(SESSION)).isFalse();
  }

  private static Sender sender(String fetchSite, String origin, String key) {
    return new Sender(fetchSite, origin, HOST, key);
  }
}
