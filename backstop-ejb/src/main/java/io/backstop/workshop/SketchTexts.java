package io.backstop.workshop;

import io.backstop.workshop.FlowSketch.OfferSketch;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every text of a sketch that customers read, by the path to it; a text is a map by language. */
final class SketchTexts {

  private final Map<String, Map<String, String>> byPath = new LinkedHashMap<>();

  private SketchTexts() {}

  static Map<String, Map<String, String>> of(FlowSketch sketch) {
    SketchTexts texts = new SketchTexts();
    texts.add("survey.title", sketch.title());
    for (int i = 0; i < sketch.reasons().size(); i++) {
      texts.add("reasons[" + i + "].label", sketch.reasons().get(i).label());
    }
    for (int i = 0; i < sketch.stories().size(); i++) {
      texts.add("stories[" + i + "].quote", sketch.stories().get(i).quote());
    }
    for (int i = 0; i < sketch.offers().size(); i++) {
      OfferSketch offer = sketch.offers().get(i);
      texts.add("offers[" + i + "].headline", offer.headline());
      texts.add("offers[" + i + "].body", offer.body());
      texts.add("offers[" + i + "].plan_name", offer.planName());
    }
    return texts.byPath;
  }

  private void add(String path, Map<String, String> text) {
    if (text.values().stream().anyMatch(words -> !words.isBlank())) {
      byPath.put(path, text);
    }
  }
}
