package io.backstop.demo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DatabaseAddressTest {
  @Test
  void passwordsAreNotPrinted() {
    DatabaseAddress address =
        new DatabaseAddress("jdbc:postgresql://db/x?password=in-url&ssl=true", "me", "apart");
    assertThat(address.toString()).isEqualTo("jdbc:postgresql://db/x, user me");
  }

  @Test
  void otherDatabasesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseAddress("jdbc:h2:mem:x", "me", ""));
  }
}
