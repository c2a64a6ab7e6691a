package io.backstop.workspace;

import io.backstop.kernel.WorkspaceSlug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * MicroProfile Config, read layer by layer. {@code Config.getValue} may answer from the server's
 * own cache (Payara's lives a minute), which would break the promise that a change is in force
 * within two seconds; the sources themselves are not cached, and {@link Layering} asks each as
 * often as it may have changed. It also tells which layer a value comes from.
 */
@ApplicationScoped
public class LayeredConfig {

  private static final Logger LOG = Logger.getLogger(LayeredConfig.class.getName());
  private static final Map<String, String> TOLD = new ConcurrentHashMap<>();

  private final Config config;
  private volatile Layering layering = new Layering(List.of());

  /** For CDI's proxy only. */
  LayeredConfig() {
    this(null);
  }

  @Inject
  public LayeredConfig(Config config) {
    this.config = config;
  }

  /** The value of the highest layer that has one that is not blank. */
  public Optional<String> value(String name) {
    for (String value : layering().values(name)) {
      if (value != null && !value.isBlank()) {
        return Optional.of(value.strip());
      }
    }
    return Optional.empty();
  }

  private Layering layering() {
    List<ConfigSource> sources = new ArrayList<>();
    config.getConfigSources().forEach(sources::add);
    Layering known = layering;
    if (!known.isOf(sources)) {
      known = new Layering(sources);
      layering = known;
    }
    return known;
  }

  /** The value of a workspace's {@code key}, its own or the one for all workspaces. */
  public Optional<String> of(WorkspaceSlug workspace, String key) {
    return value(name(workspace, key)).or(() -> value("backstop.default." + key));
  }

  /** Where the operator has set a workspace's {@code key} above what the dashboard saves. */
  public Optional<Pin> pin(WorkspaceSlug workspace, String key) {
    String name = name(workspace, key);
    return ordinal(name)
        .filter(ordinal -> ordinal > SavedSettings.ORDINAL)
        .map(ordinal -> new Pin(name, layer(ordinal)));
  }

  /** Whether what is in force of a workspace's {@code key} is what the dashboard has saved. */
  public boolean isSaved(WorkspaceSlug workspace, String key) {
    return ordinal(name(workspace, key)).filter(at -> at == SavedSettings.ORDINAL).isPresent();
  }

  /** Of the highest layer that has a value that is not blank. */
  private Optional<Integer> ordinal(String name) {
    for (ConfigSource source : config.getConfigSources()) {
      String value = source.getValue(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(source.getOrdinal());
      }
    }
    return Optional.empty();
  }

  private static Pin.Layer layer(int ordinal) {
    return switch (ordinal) {
      case 300 -> Pin.Layer.ENVIRONMENT;
      case 400 -> Pin.Layer.SYSTEM_PROPERTIES;
      default -> Pin.Layer.OTHER;
    };
  }

  private static String name(WorkspaceSlug workspace, String key) {
    return "backstop.workspace." + workspace.value() + "." + key;
  }

  /** Every element that any layer lists under {@code name}. */
  Set<String> union(String name) {
    Set<String> all = new HashSet<>();
    for (String value : layering().values(name)) {
      if (value != null) {
        all.addAll(split(value));
      }
    }
    return all;
  }

  /** The elements of a comma-separated text, stripped, without empty ones. */
  static List<String> split(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** What {@code reader} makes of the text; empty, and one line in the log, when it throws. */
  static <T> Optional<T> readable(String name, String text, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (RuntimeException unreadable) {
      if (!text.equals(TOLD.put(name, text))) {
        LOG.log(
            Level.WARNING,
            "{0} cannot be read ({1}); its default is in force",
            new Object[] {name, unreadable.getMessage()});
      }
      return Optional.empty();
    }
  }
}
