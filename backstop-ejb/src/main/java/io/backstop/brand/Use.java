package io.backstop.brand;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What a property is for, as far as its values need a rule of their own. */
enum Use {
  PLAIN,
  TEXTS,
  GRID,
  PICTURE,
  /** What is drawn around something, or over it. */
  EFFECT,
  /** Lengths that take room. */
  DISTANCE,
  /** Lengths that move something. */
  SHIFT,
  ALIGNMENT,
  DIRECTION,
  FONT_SIZE,
  FONT,
  DISPLAY,
  VISIBILITY,
  OPACITY,
  POSITION,
  LAYER,
  CONTENT,
  OUTLINE,
  DECORATION;

  private static final Map<String, Use> BY_PROPERTY = read();

  private static Map<String, Use> read() {
    Properties lists = new Properties();
    try (InputStream in = Use.class.getResourceAsStream("properties.properties")) {
      lists.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Use> uses = new HashMap<>();
    for (String use : lists.stringPropertyNames()) {
      for (String property : lists.getProperty(use).split(" +")) {
        uses.put(property, valueOf(use));
      }
    }
    return Map.copyOf(uses);
  }

  /** The use of a property; empty for one that may not be set. */
  static Optional<Use> of(String property) {
    return Optional.ofNullable(BY_PROPERTY.get(property));
  }
}
