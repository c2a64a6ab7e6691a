package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.Words;
import io.backstop.workshop.FlowSketch;
import java.util.Locale;

/** What the parts of a flow are called where they are spoken of: "Answer: It costs too much". */
final class Parts {

  private Parts() {}

  static String name(Place place, FlowSketch sketch, Words words) {
    String language = words.language();
    String key = "flows.part." + place.kind().name().toLowerCase(Locale.ROOT);
    return switch (place.kind()) {
      case REASON ->
          words.say(
              key,
              sketch.reasons().stream()
                  .filter(reason -> reason.id().equals(place.id()))
                  .findFirst()
                  .map(reason -> Names.of(reason, language))
                  .orElse(place.id()));
      case STORY ->
          words.say(
              key,
              sketch.stories().stream()
                  .filter(story -> story.id().equals(place.id()))
                  .findFirst()
                  .map(Names::of)
                  .orElse(place.id()));
      case OFFER -> words.say(key, Names.ofOffer(sketch, place.id(), language));
      default -> words.say("flows.place." + place.kind().name().toLowerCase(Locale.ROOT));
    };
  }
}
