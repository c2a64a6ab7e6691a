package io.backstop.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the layers are asked. */
class LayeringTest {

  private static final String NAME = "backstop.default.display-name";

  private final Layers layers = new Layers();
  private final LayeredConfig config = new LayeredConfig(layers);

  /** A source of the server's own, as Payara has a dozen. */
  private static final class Slow implements ConfigSource {
    private final int ordinal;
    private int asked;
    private String value;

    Slow(int ordinal, String value) {
      this.ordinal = ordinal;
      this.value = value;
    }

    @Override
    public int getOrdinal() {
      return ordinal;
    }

    @Override
    public String getName() {
      return "the server's";
    }

    @Override
    public Set<String> getPropertyNames() {
      return new HashSet<>();
    }

    @Override
    public String getValue(String name) {
      asked++;
      return value;
    }
  }

  @AfterEach
  void nothingSaved() {
    SavedSettings.replace(Map.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {115, 250})
  void theServersOwnSourcesAreAskedOnceForAWhile(int ordinal) {
    Slow slow = new Slow(ordinal, "theirs");
    layers.with(slow);

    assertThat(config.value(NAME)).contains("theirs");
    slow.value = "other";
    assertThat(config.value(NAME)).contains("theirs");

    assertThat(slow.asked).isEqualTo(1);
  }

  @Test
  void whatIsSavedCountsAtOnceAboveAndBelowThem() {
    layers.with(new Slow(115, "below"));
    assertThat(config.value(NAME)).contains("below");

    SavedSettings.replace(Map.of(NAME, "saved"));
    assertThat(config.value(NAME)).contains("saved");

    layers.with(new Slow(250, "above"));
    assertThat(config.value(NAME)).contains("above");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 300, 400})
  void theStandardLayersAreAskedEachTime(int ordinal) {
    Slow standard = new Slow(ordinal, "first");
    layers.with(standard);

    assertThat(config.value(NAME)).contains("first");
    standard.value = "second";

    assertThat(config.value(NAME)).contains("second");
  }
}
