package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.flows.Place.Kind;
import io.backstop.workshop.Finding;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A flow as what it is, a short tree: steps, below them answers, stories and offers. */
final class FlowTree {

  private final FlowSketch sketch;
  private final Words words;
  private final Place shown;
  private final Map<Place, Finding.Severity> marks;

  /**
   * One line of it.
   *
   * @param at goes into the address
   * @param chain what follows an answer, or an empty text
   * @param mark {@code error}, {@code warning} or an empty text
   * @param off whether customers are not shown it
   */
  public record Node(
      String label,
      String at,
      String chain,
      boolean current,
      String mark,
      boolean off,
      List<Node> below) {

    /** Null leaves the attribute out. */
    public String here() {
      return current ? "page" : null;
    }
  }

  FlowTree(FlowSketch sketch, Words words, Place shown, List<Finding> findings) {
    this.sketch = sketch;
    this.words = words;
    this.shown = shown;
    this.marks =
        findings.stream()
            .collect(
                Collectors.toMap(
                    finding -> Place.ofPath(finding.path(), sketch),
                    Finding::severity,
                    (one, other) -> one.compareTo(other) < 0 ? one : other));
  }

  List<Node> nodes() {
    List<Node> reasons = new ArrayList<>();
    for (ReasonSketch reason : sketch.reasons()) {
      String name = Names.of(reason, words.language());
      reasons.add(node(name, Place.reason(reason.id()), way(reason), false, List.of()));
    }
    boolean asks = sketch.steps().contains("survey");
    Node otherwise =
        node(
            words.say(asks ? "flows.place.otherwise" : "flows.place.everybody"),
            Place.of(Kind.OTHERWISE),
            chain(sketch.otherwise()),
            !offers(),
            List.of());
    reasons.add(otherwise);
    return List.of(
        node(words.say("flows.place.flow"), Place.of(Kind.FLOW), "", false, List.of()),
        node(words.say("flows.place.survey"), Place.of(Kind.SURVEY), "", !asks, reasons),
        node(
            words.say("flows.place.stories"),
            Place.of(Kind.STORIES),
            "",
            !sketch.steps().contains("stories"),
            sketch.stories().stream()
                .map(s -> node(Names.of(s), Place.story(s.id()), "", false, List.of()))
                .toList()),
        node(
            words.say("flows.place.offers"),
            Place.of(Kind.OFFERS),
            "",
            !offers(),
            sketch.offers().stream()
                .map(
                    offer ->
                        node(
                            Names.of(offer, words.language()),
                            Place.offer(offer.id()),
                            "",
                            false,
                            List.of()))
                .toList()),
        node(words.say("flows.place.confirm"), Place.of(Kind.CONFIRM), "", false, List.of()));
  }

  /** The answers and what follows them, for a look from afar; only what customers are shown. */
  List<Node> outline() {
    return nodes().stream()
        .filter(node -> node.at().equals("survey"))
        .flatMap(node -> node.below().stream())
        .filter(node -> !node.off())
        .filter(node -> sketch.steps().contains("survey") || node.at().equals("otherwise"))
        .toList();
  }

  private boolean offers() {
    return sketch.steps().contains("offers");
  }

  private Node node(String label, Place place, String chain, boolean off, List<Node> below) {
    String mark =
        !marks.containsKey(place)
            ? ""
            : marks.get(place) == Finding.Severity.ERROR ? "error" : "warning";
    return new Node(label, place.toString(), chain, place.equals(shown), mark, off, below);
  }

  /** What an answer leads along, in short. */
  private String way(ReasonSketch reason) {
    List<String> parts = new ArrayList<>();
    if (sketch.steps().contains("stories") && !reason.stories().isEmpty()) {
      parts.add(words.say("flows.tree.stories", reason.stories().size()));
    }
    String chain = chain(reason.offers());
    if (!chain.isEmpty()) {
      parts.add(chain);
    }
    return String.join(" → ", parts);
  }

  private String chain(List<String> ids) {
    return offers()
        ? chained(sketch, ids).stream()
            .map(id -> Names.ofOffer(sketch, id, words.language()))
            .collect(Collectors.joining(" → "))
        : "";
  }

  /** The offers of {@code ids}, each with those behind it, none twice. */
  static List<String> chained(FlowSketch sketch, List<String> ids) {
    Set<String> all = new LinkedHashSet<>();
    for (String id : ids) {
      String next = id;
      while (!next.isEmpty() && all.add(next)) {
        String passed = next;
        next =
            sketch.offers().stream()
                .filter(offer -> offer.id().equals(passed))
                .findFirst()
                .map(FlowSketch.OfferSketch::then)
                .orElse("");
      }
    }
    return List.copyOf(all);
  }
}
