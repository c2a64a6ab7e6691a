package io.backstop.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.kernel.Refusal;
import io.backstop.workspace.Adjustable;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings as JSON: {@code {"workspace": "acme", "settings": {"embed": {"require_signature":
 * true}, …}, "pinned": [{"setting": "brand.color", "layer": "environment"}]}}. Members are the
 * settings' keys, by their parts, in snake_case.
 */
final class SettingsDocument {

  private SettingsDocument() {}

  static byte[] of(Workspace workspace, LayeredConfig config) {
    ObjectNode root = StrictJson.object();
    root.put("workspace", workspace.slug().value());
    ObjectNode settings = root.putObject("settings");
    ArrayNode pinned = root.putArray("pinned");
    for (Adjustable setting : Adjustable.values()) {
      ObjectNode place = settings;
      String[] parts = path(setting).split("\\.");
      for (int i = 0; i < parts.length - 1; i++) {
        place = place.withObjectProperty(parts[i]);
      }
      put(place, parts[parts.length - 1], setting.inForce(workspace));
      config
          .pin(workspace.slug(), setting.key())
          .ifPresent(
              pin ->
                  pinned
                      .addObject()
                      .put("setting", path(setting))
                      .put("layer", pin.layer().name().toLowerCase(Locale.ROOT)));
    }
    return StrictJson.bytes(root);
  }

  private static void put(ObjectNode place, String name, Object value) {
    if (value instanceof Boolean flag) {
      place.put(name, flag);
    } else if (value instanceof List<?> list) {
      ArrayNode array = place.putArray(name);
      list.forEach(each -> array.add(each.toString()));
    } else if (value.toString().isEmpty()) {
      place.putNull(name);
    } else {
      place.put(name, value.toString());
    }
  }

  /** As a member's path, for example {@code embed.allowed_origins}. */
  static String path(Adjustable setting) {
    return setting.key().replace('-', '_');
  }

  /** A value in force as it would be saved. */
  static String text(Object value) {
    return value instanceof List<?> list
        ? String.join(",", list.stream().map(Object::toString).toList())
        : value.toString();
  }

  /**
   * The settings that a body holds, as they are to be saved; an empty text for {@code null}.
   *
   * @throws Refusal MALFORMED_REQUEST, INVALID_FIELD
   */
  static Map<Adjustable, String> read(byte[] body) {
    JsonNode settings = StrictJson.read(body).path("settings");
    if (!settings.isObject()) {
      throw Refusal.ofField("settings", "no object of settings");
    }
    Map<Adjustable, String> texts = new LinkedHashMap<>();
    gather(settings, "", texts);
    return texts;
  }

  private static void gather(JsonNode object, String prefix, Map<Adjustable, String> texts) {
    object
        .properties()
        .forEach(
            member -> {
              String path = prefix + member.getKey();
              JsonNode value = member.getValue();
              if (value.isObject()) {
                gather(value, path + ".", texts);
              } else {
                Adjustable setting =
                    Adjustable.of(path.replace('_', '-'))
                        .filter(each -> path(each).equals(path))
                        .orElseThrow(() -> Refusal.ofField(shown(path), "no such setting"));
                texts.put(setting, checked(setting, value));
              }
            });
  }

  private static String checked(Adjustable setting, JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    boolean fits =
        setting.isList()
            ? value.isArray()
            : setting == Adjustable.REQUIRE_SIGNATURE ? value.isBoolean() : value.isTextual();
    if (!fits) {
      throw Refusal.ofField(path(setting), "of another type");
    }
    try {
      return setting.checked(setting.isList() ? joined(setting, value) : value.asText());
    } catch (IllegalArgumentException meaningless) {
      // Its message may repeat what was sent, which has no place in a log.
      throw Refusal.ofField(path(setting), "means nothing to " + setting);
    }
  }

  private static String joined(Adjustable setting, JsonNode array) {
    List<String> elements = new ArrayList<>();
    for (JsonNode element : array) {
      if (!element.isTextual() || element.asText().matches("(?s).*[,\\r\\n].*")) {
        throw Refusal.ofField(path(setting), "an element that is none");
      }
      elements.add(element.asText());
    }
    return String.join(",", elements);
  }

  /** A name that the caller has made up is repeated only where it looks like one of ours. */
  private static String shown(String path) {
    return path.matches("[a-z0-9_.]{1,80}") ? path : "settings";
  }
}
