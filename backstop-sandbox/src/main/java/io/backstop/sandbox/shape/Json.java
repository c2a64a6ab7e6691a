package io.backstop.sandbox.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reading and making JSON trees with as few words as the sandbox's rules deserve. Thread-safe. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * An object of alternating names and values; a value may be a node, a string, a number, a boolean
   * or null.
   */
  public static ObjectNode object(Object... pairs) {
    ObjectNode object = MAPPER.createObjectNode();
    for (int i = 0; i < pairs.length; i += 2) {
      object.set((String) pairs[i], node(pairs[i + 1]));
    }
    return object;
  }

  public static ArrayNode array(Object... values) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Object value : values) {
      array.add(node(value));
    }
    return array;
  }

  public static JsonNode node(Object value) {
    return value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
  }

  /** Sets a member, wrapping plain values. */
  public static void set(ObjectNode object, String name, Object value) {
    object.set(name, node(value));
  }

  public static JsonNode at(JsonNode node, String... path) {
    JsonNode found = node;
    for (String name : path) {
      found = found.path(name);
    }
    return found;
  }

  /**
   * The text at the path; null where there is none, where it is null, and where it is no scalar.
   */
  public static String text(JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return found.isMissingNode() || found.isNull() || found.isContainerNode()
        ? null
        : found.asText();
  }

  /** The integer at the path, 0 where there is none. */
  public static long number(JsonNode node, String... path) {
    return at(node, path).asLong(0);
  }

  public static BigDecimal decimal(JsonNode node, String... path) {
    String text = text(node, path);
    return text == null ? BigDecimal.ZERO : new BigDecimal(text);
  }

  public static boolean flag(JsonNode node, String... path) {
    return at(node, path).asBoolean(false);
  }

  /** Whether there is something at the path that is not null. */
  public static boolean isSet(JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return !found.isMissingNode() && !found.isNull();
  }

  /**
   * Whether the member was given as the empty string, which is how Stripe's clients unset
   * something.
   */
  public static boolean isUnset(JsonNode node, String name) {
    return node.path(name).isTextual() && node.path(name).asText().isEmpty();
  }

  public static List<ObjectNode> objects(JsonNode array) {
    List<ObjectNode> objects = new ArrayList<>();
    array.forEach(entry -> objects.add((ObjectNode) entry));
    return objects;
  }

  public static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(entry -> texts.add(entry.asText()));
    return texts;
  }

  /**
   * Lays the members of {@code over} on {@code base}, objects into objects; arrays are replaced.
   */
  public static ObjectNode merge(ObjectNode base, JsonNode over) {
    over.properties()
        .forEach(
            member -> {
              JsonNode old = base.get(member.getKey());
              if (old instanceof ObjectNode object && member.getValue().isObject()) {
                merge(object, member.getValue());
              } else {
                base.set(member.getKey(), member.getValue().deepCopy());
              }
            });
    return base;
  }

  /**
   * @throws IllegalArgumentException if the text is no JSON
   */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  public static String write(JsonNode node) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  /** The JSON of a resource beside the given class. */
  public static JsonNode resource(Class<?> beside, String name) {
    try (var stream = beside.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the archive lacks " + name);
      }
      return MAPPER.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
