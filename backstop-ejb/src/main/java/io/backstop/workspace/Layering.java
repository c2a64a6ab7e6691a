package io.backstop.workspace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The layers of a configuration, highest first. Ours, and the three that MicroProfile Config itself
 * defines, are asked each time. What a server adds of its own is asked once a minute for each name:
 * Payara's sources look up JNDI names and walk through the server's beans for every question, most
 * of the milliseconds that a workspace takes to read, and each is read twice a second. Thread safe.
 */
final class Layering {

  /** As long as Payara itself keeps a value. */
  private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

  /** The archive's properties, the environment, the system properties. */
  private static final Set<Integer> STANDARD = Set.of(100, 300, 400);

  private final List<ConfigSource> layers;
  private final boolean[] lively;
  private final Map<String, Said> heard = new ConcurrentHashMap<>();

  /**
   * @param values of each layer that is not lively, {@code null} where it has none
   */
  private record Said(String[] values, long at) {}

  Layering(List<ConfigSource> layers) {
    this.layers = List.copyOf(layers);
    this.lively = new boolean[layers.size()];
    for (int i = 0; i < lively.length; i++) {
      ConfigSource layer = layers.get(i);
      lively[i] =
          layer instanceof SavedSettings
              || layer instanceof InitialSettings
              || STANDARD.contains(layer.getOrdinal());
    }
  }

  boolean isOf(List<ConfigSource> sources) {
    return layers.equals(sources);
  }

  /** What each layer has under {@code name}: blank ones, and nulls, too. */
  List<String> values(String name) {
    Said said = heard.get(name);
    if (said == null || System.nanoTime() - said.at > KEPT_NANOS) {
      said = ask(name);
      heard.put(name, said);
    }
    List<String> values = new ArrayList<>(lively.length);
    for (int i = 0; i < lively.length; i++) {
      values.add(lively[i] ? layers.get(i).getValue(name) : said.values[i]);
    }
    return values;
  }

  private Said ask(String name) {
    long now = System.nanoTime();
    String[] values = new String[lively.length];
    for (int i = 0; i < lively.length; i++) {
      values[i] = lively[i] ? null : layers.get(i).getValue(name);
    }
    return new Said(values, now);
  }
}
