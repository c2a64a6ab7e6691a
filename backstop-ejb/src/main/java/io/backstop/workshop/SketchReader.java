package io.backstop.workshop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backstop.flow.cancel.FlowDefinitions;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes something of whatever a draft holds. */
final class SketchReader {

  private static final int MAX_DEPTH = 16;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SketchReader() {}

  /** The one object that {@code document} is; empty when it is something else, or too much. */
  static Optional<JsonNode> object(String document) {
    if (document == null
        || document.length() > FlowDefinitions.MAX_BYTES
        || !StandardCharsets.UTF_8.newEncoder().canEncode(document)
        || document.getBytes(StandardCharsets.UTF_8).length > FlowDefinitions.MAX_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(document)).filter(JsonNode::isObject);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  static FlowSketch sketch(JsonNode root) {
    return new FlowSketch(
        text(root, "name"),
        texts(root, "steps"),
        byLanguage(root.path("survey"), "title"),
        objects(root, "reasons").stream().map(SketchReader::reason).toList(),
        objects(root, "stories").stream()
            .map(
                story ->
                    new StorySketch(
                        text(story, "id"), byLanguage(story, "quote"), text(story, "author")))
            .toList(),
        objects(root, "offers").stream().map(SketchReader::offer).toList(),
        texts(root, "otherwise"));
  }

  private static ReasonSketch reason(JsonNode node) {
    return new ReasonSketch(
        text(node, "id"),
        byLanguage(node, "label"),
        text(node, "feedback"),
        node.path("comment").asBoolean(false),
        texts(node, "stories"),
        texts(node, "offers"));
  }

  private static OfferSketch offer(JsonNode node) {
    return new OfferSketch(
        text(node, "id"),
        text(node, "type"),
        byLanguage(node, "headline"),
        byLanguage(node, "body"),
        text(node, "percent"),
        text(node, "months"),
        text(node, "days"),
        text(node, "price"),
        byLanguage(node, "plan_name"),
        text(node, "url"),
        text(node, "then"),
        texts(node, "variants"),
        node.path("once").asBoolean(false));
  }

  /** A value as its text; what is no single value is none. */
  private static String text(JsonNode node, String member) {
    return node.path(member).asText("");
  }

  private static List<String> texts(JsonNode node, String member) {
    List<String> texts = new ArrayList<>();
    node.path(member)
        .forEach(
            each -> {
              if (each.isValueNode()) {
                texts.add(each.asText(""));
              }
            });
    return List.copyOf(texts);
  }

  private static List<JsonNode> objects(JsonNode node, String member) {
    List<JsonNode> objects = new ArrayList<>();
    node.path(member)
        .forEach(
            each -> {
              if (each.isObject()) {
                objects.add(each);
              }
            });
    return objects;
  }

  /** A text by language, in the order of the document; a bare text is English. */
  private static Map<String, String> byLanguage(JsonNode node, String member) {
    JsonNode text = node.path(member);
    Map<String, String> byLanguage = new LinkedHashMap<>();
    if (text.isTextual()) {
      byLanguage.put("en", text.textValue());
    }
    text.fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isValueNode()) {
                byLanguage.put(field.getKey(), field.getValue().asText(""));
              }
            });
    return byLanguage;
  }
}
