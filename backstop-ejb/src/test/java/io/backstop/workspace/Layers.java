package io.backstop.workspace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/** A configuration of the layers that a server has, without a server. */
public final class Layers implements Config {

  private final List<ConfigSource> sources = new ArrayList<>();

  /** The saved settings and nothing else. */
  public Layers() {
    add(new SavedSettings());
  }

  private record Layer(int ordinal, Map<String, String> values) implements ConfigSource {
    @Override
    public int getOrdinal() {
      return ordinal;
    }

    @Override
    public String getName() {
      return "layer " + ordinal;
    }

    @Override
    public Set<String> getPropertyNames() {
      return values.keySet();
    }

    @Override
    public String getValue(String name) {
      return values.get(name);
    }
  }

  /** Sets a value in the layer of that ordinal, which is made when it is not there. */
  public Layers with(int ordinal, String name, String value) {
    for (ConfigSource source : sources) {
      if (source instanceof Layer layer && layer.ordinal == ordinal) {
        layer.values.put(name, value);
        return this;
      }
    }
    add(new Layer(ordinal, new TreeMap<>(Map.of(name, value))));
    return this;
  }

  Layers with(ConfigSource source) {
    add(source);
    return this;
  }

  private void add(ConfigSource source) {
    sources.add(source);
    sources.sort(Comparator.comparingInt(ConfigSource::getOrdinal).reversed());
  }

  @Override
  public Iterable<ConfigSource> getConfigSources() {
    return sources;
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    return sources.stream()
        .map(source -> source.getValue(name))
        .filter(value -> value != null)
        .findFirst()
        .map(type::cast);
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    return getOptionalValue(name, type).orElseThrow();
  }

  @Override
  public ConfigValue getConfigValue(String name) {
    throw new UnsupportedOperationException("getConfigValue");
  }

  @Override
  public Iterable<String> getPropertyNames() {
    throw new UnsupportedOperationException("getPropertyNames");
  }

  @Override
  public <T> Optional<Converter<T>> getConverter(Class<T> type) {
    throw new UnsupportedOperationException("getConverter");
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException("unwrap");
  }
}
