package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.flows.Field.Option;
import io.backstop.web.dashboard.flows.Listing.Line;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays out the lists of the editor: which parts, in which order, and what can be added. */
final class Listings {

  private final FlowSketch sketch;
  private final Words words;
  private final String flow;

  /**
   * @param flow its page's address
   */
  Listings(FlowSketch sketch, Words words, String flow) {
    this.sketch = sketch;
    this.words = words;
    this.flow = flow;
  }

  Listing reasons() {
    List<Line> lines = new ArrayList<>();
    int movable =
        (int) sketch.reasons().stream().filter(r -> !r.id().equals(SketchPad.OTHER)).count();
    for (int i = 0; i < sketch.reasons().size(); i++) {
      var reason = sketch.reasons().get(i);
      boolean moves = !reason.id().equals(SketchPad.OTHER);
      lines.add(
          new Line(
              reason.id(),
              Names.of(reason, words.language()),
              href(Place.reason(reason.id())),
              moves && i > 0,
              moves && i < movable - 1,
              ""));
    }
    return listing("reasons", lines, false, List.of());
  }

  /** Every story there is. */
  Listing stories() {
    List<Line> lines =
        sketch.stories().stream().map(s -> line(s.id(), Names.of(s), Place.story(s.id()))).toList();
    return listing("every-story", lines, false, List.of());
  }

  /** The stories after a reason. */
  Listing stories(String name, List<String> ids) {
    UnaryOperator<String> naming =
        id ->
            sketch.stories().stream()
                .filter(story -> story.id().equals(id))
                .findFirst()
                .map(Names::of)
                .orElse(id);
    return listing(
        name,
        ordered(ids, naming, "story"),
        true,
        choices(sketch.stories().stream().map(StorySketch::id).toList(), ids, naming));
  }

  /** Every offer there is. */
  Listing everyOffer() {
    List<Line> lines =
        sketch.offers().stream()
            .map(
                offer ->
                    line(offer.id(), Names.of(offer, words.language()), Place.offer(offer.id())))
            .toList();
    return listing("every-offer", lines, false, List.of());
  }

  /** The offers after a reason, or after none. */
  Listing offers(String name, List<String> ids) {
    UnaryOperator<String> naming = id -> Names.ofOffer(sketch, id, words.language());
    List<String> all = sketch.offers().stream().map(OfferSketch::id).toList();
    List<String> shown = FlowTree.chained(sketch, ids);
    Listing listing =
        listing(name, ordered(ids, naming, "offer"), true, choices(all, shown, naming));
    List<String> behind = shown.stream().filter(id -> !ids.contains(id)).toList();
    return behind.isEmpty()
        ? listing
        : new Listing(
            listing.name(),
            listing.title(),
            words.say(
                "flows.list.offers.chain",
                shown.stream().map(naming).collect(Collectors.joining(" → "))),
            listing.none(),
            listing.lines(),
            true,
            listing.choices());
  }

  Listing variants(OfferSketch offer) {
    UnaryOperator<String> naming = id -> Names.ofOffer(sketch, id, words.language());
    List<String> others =
        sketch.offers().stream().map(OfferSketch::id).filter(id -> !id.equals(offer.id())).toList();
    return listing(
        "variants",
        ordered(offer.variants(), naming, "offer"),
        true,
        offer.variants().size() >= 3 ? List.of() : choices(others, offer.variants(), naming));
  }

  private Listing listing(String name, List<Line> lines, boolean drops, List<Option> choices) {
    String key = "flows.list." + name;
    return new Listing(
        name,
        words.say(key),
        words.say(key + ".about"),
        words.say(key + ".empty"),
        lines,
        drops,
        choices);
  }

  private List<Line> ordered(List<String> ids, UnaryOperator<String> naming, String kind) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      Place place = kind.equals("story") ? Place.story(id) : Place.offer(id);
      String note = place.isIn(sketch) ? "" : words.say("flows.list.lost");
      lines.add(new Line(id, naming.apply(id), href(place), i > 0, i < ids.size() - 1, note));
    }
    return lines;
  }

  private Line line(String id, String label, Place place) {
    return new Line(id, label, href(place), false, false, "");
  }

  private List<Option> choices(
      List<String> all, Collection<String> taken, UnaryOperator<String> naming) {
    List<Option> free =
        all.stream()
            .filter(id -> !taken.contains(id))
            .map(id -> new Option(id, naming.apply(id), false))
            .toList();
    return free.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of(new Option("", words.say("flows.choose"), true)), free.stream())
            .toList();
  }

  private String href(Place place) {
    return flow + "?at=" + place;
  }
}
