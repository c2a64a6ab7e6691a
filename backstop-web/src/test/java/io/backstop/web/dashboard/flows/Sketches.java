package io.backstop.web.dashboard.flows;

import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.util.List;
import java.util.Map;

/** A small flow to change: two reasons and "other", one story, three offers. */
final class Sketches {

  private Sketches() {}

  static FlowSketch small() {
    return new FlowSketch(
        "Small",
        List.of("survey", "stories", "offers", "confirm"),
        Map.of("en", "Why?"),
        List.of(
            reason("price", "Too expensive", List.of("amara"), List.of("half", "break")),
            reason("unused", "Not used", List.of(), List.of("break")),
            new ReasonSketch(
                "other", Map.of("en", "Something else"), "other", true, List.of(), List.of())),
        List.of(new StorySketch("amara", Map.of("en", "It pays for itself."), "Amara")),
        List.of(
            offer("half", "discount", "50", "3", "break", List.of("third")),
            offer("break", "pause", "", "1", "", List.of()),
            offer("third", "discount", "33", "3", "", List.of())),
        List.of("half"));
  }

  static ReasonSketch reason(String id, String label, List<String> stories, List<String> offers) {
    return new ReasonSketch(id, Map.of("en", label), "other", false, stories, offers);
  }

  static OfferSketch offer(
      String id, String type, String percent, String months, String then, List<String> variants) {
    return new OfferSketch(
        id,
        type,
        Map.of("en", "Offer " + id),
        Map.of(),
        percent,
        months,
        "",
        "",
        Map.of(),
        "",
        then,
        variants,
        false);
  }
}
