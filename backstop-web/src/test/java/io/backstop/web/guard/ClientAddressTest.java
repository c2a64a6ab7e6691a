package io.backstop.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  private static final String TRUSTED = "10.0.0.0/8, 192.0.2.7, 2001:db8:1::/48";

  private static String client(String trusted, String peer, String... forwarded) {
    return new ClientAddress(trusted)
        .of(FakeRequest.from(peer).with("X-Forwarded-For", forwarded).asRequest());
  }

  @Test
  void withoutTrustedProxiesTheSocketIsBelieved() {
    assertThat(client("", "10.0.0.1", "198.51.100.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void aStrangersForwardedHeaderIsNotBelieved() {
    assertThat(client(TRUSTED, "203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
  }

  @Test
  void aTrustedProxyIsBelieved() {
    assertThat(client(TRUSTED, "192.0.2.7", "198.51.100.1")).isEqualTo("198.51.100.1");
  }

  @Test
  void aTrustedProxyWithoutTheHeaderIsTheClientItself() {
    assertThat(client(TRUSTED, "10.1.2.3")).isEqualTo("10.1.2.3");
  }

  @Test
  void onlyTheLastHopThatNoTrustedProxyAddedIsBelieved() {
    assertThat(client(TRUSTED, "10.0.0.1", "1.1.1.1, 198.51.100.1, 10.9.9.9"))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void whatTheClientWroteBeforeItsOwnAddressIsIgnored() {
    assertThat(client(TRUSTED, "10.0.0.1", "10.4.4.4, 192.0.2.7, 198.51.100.1"))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void severalHeaderLinesAreReadAsOne() {
    assertThat(client(TRUSTED, "10.0.0.1", "1.1.1.1", "198.51.100.1", "10.9.9.9"))
        .isEqualTo("198.51.100.1");
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1::1, 2001:db8:ffff::2, 2001:db8:ffff::2",
    "2001:db8:1:0:0:0:0:1, 198.51.100.1, 198.51.100.1",
    "2001:db8:2::1, 198.51.100.1, 2001:db8:2::1",
    "::1, 198.51.100.1, ::1"
  })
  void ipv6PeersAreJudgedByTheirBlock(String peer, String forwarded, String expected) {
    assertThat(client(TRUSTED, peer, forwarded)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "unknown",
        "_hidden",
        "*",
        "10.0.0.*",
        "198.51.100.0/24",
        "198.51.100.1-9",
        "198.51",
        "0x7f000001",
        "3325256705",
        "198.51.100.1:4711",
        "<script>alert(1)</script>"
      })
  void whatIsNoAddressLeavesTheProxyAsTheClient(String garbage) {
    assertThat(client(TRUSTED, "10.0.0.1", "1.1.1.1, " + garbage)).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "2001:DB8:FFFF:0:0:0:0:2, 2001:db8:ffff::2",
    "198.51.100.1\u0000, 198.51.100.1",
    "2001:db8:ffff::0002, 2001:db8:ffff::2"
  })
  void oneAddressHasOneText(String forwarded, String expected) {
    assertThat(client(TRUSTED, "10.0.0.1", forwarded)).isEqualTo(expected);
  }

  @Test
  void garbageBeforeTheClientDoesNoHarm() {
    assertThat(client(TRUSTED, "10.0.0.1", "zzz, , 198.51.100.1")).isEqualTo("198.51.100.1");
  }

  @Test
  void anUnreadableBlockIsLeftOutAndTheOthersHold() {
    assertThat(client("not-a-block, 10.0.0.0/8", "10.0.0.1", "198.51.100.1"))
        .isEqualTo("198.51.100.1");
    assertThat(client("not-a-block", "10.0.0.1", "198.51.100.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void anAddressWithAPrefixMeansItsWholeBlock() {
    assertThat(client("10.1.2.3/16", "10.1.9.9", "198.51.100.1")).isEqualTo("198.51.100.1");
  }
}
