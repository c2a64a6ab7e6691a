package io.backstop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import org.junit.jupiter.api.Test;

class LauncherTest {
  private static final int JAVA_8_CLASS_FILE = 52;

  @Test
  void versionsBeforeNineAreReadByTheirSecondNumber() {
    assertThat(Launcher.feature("1.8")).isEqualTo(8);
    assertThat(Launcher.feature("11")).isEqualTo(11);
    assertThat(Launcher.feature("25")).isEqualTo(25);
  }

  @Test
  void anOldJavaCanLoadTheEntrance() throws Exception {
    try (InputStream bytes = Launcher.class.getResourceAsStream("Launcher.class")) {
      assertThat(bytes.readNBytes(8)[7]).isEqualTo((byte) JAVA_8_CLASS_FILE);
    }
  }
}
