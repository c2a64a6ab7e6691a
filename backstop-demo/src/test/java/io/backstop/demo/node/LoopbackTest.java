package io.backstop.demo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.8.8.8, true",
    "localhost, true",
    "::1, true",
    "0.0.0.0, false",
    "::, false",
    "10.0.0.1, false",
    "::ffff:10.0.0.1, false",
    "fe80::1, false"
  })
  void onlyThisMachineReachesLoopback(String address, boolean only) {
    assertThat(Loopback.only(address)).isEqualTo(only);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "example.com", "127.0.0.1.nip.io", "1.2.3.4.5", "127.0.0.1 "})
  void namesAreNotResolved(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> Loopback.parse(address));
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0, 127.0.0.1", "::, 127.0.0.1", "::1, [::1]", "10.0.0.1, 10.0.0.1"})
  void aUrlNamesWhatThisMachineReaches(String address, String host) {
    assertThat(Loopback.reachable(address)).isEqualTo(host);
  }
}
