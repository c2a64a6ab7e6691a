package io.backstop.web.dashboard.flows;

import io.backstop.workshop.FlowSketch.OfferSketch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One offer while it is written on. Takes the fields of its form by name. */
final class OfferPad {

  /** The types, the mildest for the merchant first. */
  static final List<String> TYPES =
      List.of("discount", "pause", "downgrade", "annual_upsell", "gift", "trial_extension", "call");

  private final Map<String, String> headline;
  private final Map<String, String> body;
  private final Map<String, String> planName;
  private final List<String> variants;
  private final Map<String, String> values = new LinkedHashMap<>();
  private String id;
  private boolean once;

  private OfferPad(OfferSketch offer) {
    id = offer.id();
    headline = new LinkedHashMap<>(offer.headline());
    body = new LinkedHashMap<>(offer.body());
    planName = new LinkedHashMap<>(offer.planName());
    variants = new ArrayList<>(offer.variants());
    values.put("type", offer.type());
    values.put("percent", offer.percent());
    values.put("months", offer.months());
    values.put("days", offer.days());
    values.put("price", offer.price());
    values.put("url", offer.url());
    values.put("then", offer.then());
    once = offer.once();
  }

  static OfferPad of(OfferSketch offer) {
    return new OfferPad(offer);
  }

  /** A new offer of {@code type}, as mild as that type can be. */
  static OfferSketch fresh(String id, String type) {
    OfferSketch empty =
        new OfferSketch(
            id, "", Map.of(), Map.of(), "", "", "", "", Map.of(), "", "", List.of(), false);
    return of(empty).set("type", type).done();
  }

  /** The fields that only offers of {@code type} have. */
  static List<String> fieldsOf(String type) {
    return switch (type) {
      case "discount" -> List.of("percent", "months");
      case "pause", "gift" -> List.of("months");
      case "trial_extension" -> List.of("days");
      case "downgrade", "annual_upsell" -> List.of("price", "plan_name");
      case "call" -> List.of("url");
      default -> List.of();
    };
  }

  /** Writes what was typed into a field; a name that is none is passed over. */
  OfferPad set(String name, String value) {
    if (Texts.isOf("headline", name)) {
      Texts.set(headline, name, value);
    } else if (Texts.isOf("body", name)) {
      Texts.set(body, name, value);
    } else if (Texts.isOf("plan_name", name)) {
      Texts.set(planName, name, value);
    } else if (name.equals("once")) {
      once = value.equals("true");
    } else if (name.equals("type")) {
      become(value);
    } else if (values.containsKey(name)) {
      values.put(name, Texts.line(value));
    }
    return this;
  }

  OfferPad named(String other) {
    id = other;
    return this;
  }

  OfferPad withVariants(List<String> ids) {
    variants.clear();
    variants.addAll(ids);
    return this;
  }

  /** Keeps what both types have, and begins small with the rest. */
  private void become(String type) {
    if (!TYPES.contains(type)) {
      return;
    }
    List<String> own = fieldsOf(type);
    Map<String, String> first = Map.of("percent", "20", "months", "1", "days", "7");
    for (String name : List.of("percent", "months", "days", "price", "url")) {
      String kept = own.contains(name) ? values.get(name) : "";
      values.put(name, own.contains(name) && kept.isEmpty() ? first.getOrDefault(name, "") : kept);
    }
    if (!own.contains("plan_name")) {
      planName.clear();
    }
    values.put("type", type);
  }

  OfferSketch done() {
    return new OfferSketch(
        id,
        values.get("type"),
        new LinkedHashMap<>(headline),
        new LinkedHashMap<>(body),
        values.get("percent"),
        values.get("months"),
        values.get("days"),
        values.get("price"),
        new LinkedHashMap<>(planName),
        values.get("url"),
        values.get("then"),
        List.copyOf(variants),
        once);
  }
}
