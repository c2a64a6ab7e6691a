package io.backstop.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialSettingsTest {

  private static final String PROPERTY = "backstop.initial-settings";

  @TempDir private Path directory;

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void theFileNamedByThePropertyIsBelowWhatIsSaved() throws Exception {
    Path file = directory.resolve("start.properties");
    Files.writeString(file, "backstop.workspace.acme.display-name=Ácme\n");
    System.setProperty(PROPERTY, file.toString());

    InitialSettings initial = new InitialSettings();

    assertThat(initial.getValue("backstop.workspace.acme.display-name")).isEqualTo("Ácme");
    assertThat(initial.getValue("backstop.workspace.acme.suspended")).isNull();
    assertThat(initial.getPropertyNames()).hasSize(1);
    assertThat(initial.getOrdinal()).isGreaterThan(100).isLessThan(200);
  }

  @Test
  void withoutAFileThereIsNothing() {
    assertThat(new InitialSettings().getPropertyNames()).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    System.setProperty(PROPERTY, directory.resolve("absent").toString());

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(InitialSettings::new)
        .withMessageContaining("absent");
  }

  @Test
  void serversFindBothLayers() {
    assertThat(ServiceLoader.load(ConfigSource.class))
        .extracting(ConfigSource::getOrdinal)
        .contains(150, 200);
  }
}
