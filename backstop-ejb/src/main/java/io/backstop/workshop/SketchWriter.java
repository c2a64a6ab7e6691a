package io.backstop.workshop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes what a form holds as a document. Empty is left out, so that the lint says what is missing
 * instead of what is empty.
 */
final class SketchWriter {

  private static final JsonMapper JSON = new JsonMapper();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter INDENTED =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

  /** The members that each type has besides those that every offer has. */
  private static final Map<String, Set<String>> OWN =
      Map.of(
          "discount", Set.of("percent", "months"),
          "pause", Set.of("months"),
          "gift", Set.of("months"),
          "trial_extension", Set.of("days"),
          "downgrade", Set.of("price", "plan_name"),
          "annual_upsell", Set.of("price", "plan_name"),
          "call", Set.of("url"));

  private static final Set<String> ALL =
      Set.of("percent", "months", "days", "price", "plan_name", "url");

  private SketchWriter() {}

  static String document(FlowSketch sketch) {
    ObjectNode root = JSON.createObjectNode().put("version", 1);
    text(root, "name", sketch.name());
    texts(root.putArray("steps"), sketch.steps());
    if (!blank(sketch.title())) {
      byLanguage(root.putObject("survey").put("required", false), "title", sketch.title());
    }
    if (!sketch.reasons().isEmpty()) {
      ArrayNode reasons = root.putArray("reasons");
      sketch.reasons().forEach(reason -> reason(reasons.addObject(), reason));
    }
    if (!sketch.stories().isEmpty()) {
      ArrayNode stories = root.putArray("stories");
      sketch
          .stories()
          .forEach(
              story -> {
                ObjectNode node = stories.addObject();
                text(node, "id", story.id());
                byLanguage(node, "quote", story.quote());
                text(node, "author", story.author());
              });
    }
    if (!sketch.offers().isEmpty()) {
      ArrayNode offers = root.putArray("offers");
      sketch.offers().forEach(offer -> offer(offers.addObject(), offer));
    }
    list(root, "otherwise", sketch.otherwise());
    try {
      return INDENTED.writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree is always written", impossible);
    }
  }

  private static void reason(ObjectNode node, ReasonSketch reason) {
    text(node, "id", reason.id());
    byLanguage(node, "label", reason.label());
    text(node, "feedback", reason.feedback());
    if (reason.comment()) {
      node.put("comment", true);
    }
    list(node, "stories", reason.stories());
    list(node, "offers", reason.offers());
  }

  private static void offer(ObjectNode node, OfferSketch offer) {
    Set<String> own = OWN.getOrDefault(offer.type(), ALL);
    text(node, "id", offer.id());
    text(node, "type", offer.type());
    number(node, own, "percent", offer.percent());
    number(node, own, "months", offer.months());
    number(node, own, "days", offer.days());
    if (own.contains("price")) {
      text(node, "price", offer.price());
    }
    if (own.contains("plan_name")) {
      byLanguage(node, "plan_name", offer.planName());
    }
    if (own.contains("url")) {
      text(node, "url", offer.url());
    }
    byLanguage(node, "headline", offer.headline());
    byLanguage(node, "body", offer.body());
    text(node, "then", offer.then());
    list(node, "variants", offer.variants());
    if (offer.once()) {
      node.put("once", true);
    }
  }

  private static void text(ObjectNode node, String member, String text) {
    if (!text.isBlank()) {
      node.put(member, text);
    }
  }

  /** A number where it is one; else what was typed. */
  private static void number(ObjectNode node, Set<String> own, String member, String typed) {
    String number = typed.strip();
    if (own.contains(member) && NUMBER.matcher(number).matches()) {
      node.put(member, Integer.parseInt(number));
    } else if (own.contains(member)) {
      text(node, member, typed);
    }
  }

  private static void byLanguage(ObjectNode node, String member, Map<String, String> texts) {
    if (!blank(texts)) {
      ObjectNode written = node.putObject(member);
      texts.forEach((language, text) -> text(written, language, text));
    }
  }

  private static boolean blank(Map<String, String> texts) {
    return texts.values().stream().allMatch(String::isBlank);
  }

  private static void list(ObjectNode node, String member, List<String> ids) {
    if (!ids.isEmpty()) {
      texts(node.putArray(member), ids);
    }
  }

  private static void texts(ArrayNode node, List<String> texts) {
    texts.forEach(node::add);
  }
}
