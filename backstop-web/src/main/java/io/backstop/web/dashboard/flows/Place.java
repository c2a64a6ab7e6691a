package io.backstop.web.dashboard.flows;

import io.backstop.workshop.FlowSketch;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a flow that is looked at: {@code survey}, {@code reason:too_expensive}, …
 *
 * @param id of a reason, a story or an offer; else an empty text
 */
record Place(Kind kind, String id) {

  private static final Pattern GRAMMAR = Pattern.compile("([a-z]{4,9})(?::([a-z0-9_-]{1,40}))?");
  private static final Pattern PATH = Pattern.compile("([a-z]+)(?:\\[(\\d{1,4})])?.*");

  /** The parts, those of many with an id. */
  enum Kind {
    FLOW,
    SURVEY,
    REASON,
    OTHERWISE,
    STORIES,
    STORY,
    OFFERS,
    OFFER,
    CONFIRM;

    private boolean hasId() {
      return this == REASON || this == STORY || this == OFFER;
    }
  }

  static Place of(Kind kind) {
    return new Place(kind, "");
  }

  static Place reason(String id) {
    return new Place(Kind.REASON, id);
  }

  static Place story(String id) {
    return new Place(Kind.STORY, id);
  }

  static Place offer(String id) {
    return new Place(Kind.OFFER, id);
  }

  /** The place that an address names; the flow as a whole when it names none. */
  static Place read(String text) {
    Matcher parts = GRAMMAR.matcher(text);
    if (parts.matches()) {
      for (Kind kind : Kind.values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(parts.group(1))
            && kind.hasId() == (parts.group(2) != null)) {
          return new Place(kind, parts.group(2) == null ? "" : parts.group(2));
        }
      }
    }
    return of(Kind.FLOW);
  }

  /** The place where the value of {@code path}, for example {@code offers[2].price}, is edited. */
  static Place ofPath(String path, FlowSketch sketch) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return of(Kind.FLOW);
    }
    int at = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
    return switch (parts.group(1)) {
      case "survey" -> of(Kind.SURVEY);
      case "reasons" ->
          at >= 0 && at < sketch.reasons().size()
              ? reason(sketch.reasons().get(at).id())
              : of(Kind.SURVEY);
      case "stories" ->
          at >= 0 && at < sketch.stories().size()
              ? story(sketch.stories().get(at).id())
              : of(Kind.STORIES);
      case "offers" ->
          at >= 0 && at < sketch.offers().size()
              ? offer(sketch.offers().get(at).id())
              : of(Kind.OFFERS);
      case "otherwise" -> of(Kind.OTHERWISE);
      default -> of(Kind.FLOW);
    };
  }

  /** Whether {@code sketch} has it. */
  boolean isIn(FlowSketch sketch) {
    return switch (kind) {
      case REASON -> sketch.reasons().stream().anyMatch(reason -> reason.id().equals(id));
      case STORY -> sketch.stories().stream().anyMatch(story -> story.id().equals(id));
      case OFFER -> sketch.offers().stream().anyMatch(offer -> offer.id().equals(id));
      default -> true;
    };
  }

  @Override
  public String toString() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return kind.hasId() ? word + ':' + id : word;
  }
}
