package io.backstop.sandbox.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {
  /** Made by {@code printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_one}. */
  @Test
  void signatureIsWhatOpensslMakesOfIt() {
    assertThat(Signature.header("whsec_one", 1_700_000_000, "{\"id\":\"evt_1\"}"))
        .isEqualTo(
            "t=1700000000,v1=401fbbceeb3818dc562ff77127ba1c62e47e24c9c6cde4d7a6eba85e32dbd058");
  }
}
