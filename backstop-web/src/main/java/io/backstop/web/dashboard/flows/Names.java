package io.backstop.web.dashboard.flows;

import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;

/** Ids for what is new, and what people call the parts of a flow. */
final class Names {

  private static final int LONGEST_ID = 32;
  private static final int LONGEST_NAME = 60;

  private Names() {}

  /** An id that reminds of {@code label}; {@code fallback} when nothing of it can stand in one. */
  static String idOf(String label, String fallback) {
    String plain =
        Normalizer.normalize(label.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
            .replaceAll("[’']", "")
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+", "");
    String id = plain.substring(0, Math.min(plain.length(), LONGEST_ID)).replaceAll("_+$", "");
    return id.isEmpty() ? fallback : id;
  }

  /** {@code wanted}, with a number behind it where it is taken. */
  static String free(String wanted, Collection<String> taken) {
    String stem = wanted.substring(0, Math.min(wanted.length(), LONGEST_ID));
    String id = wanted;
    for (int n = 2; taken.contains(id); n++) {
      id = stem + '_' + n;
    }
    return id;
  }

  /** What a reason is called; its id while it has no label. */
  static String of(ReasonSketch reason, String language) {
    return shortened(Texts.in(reason.label(), language), reason.id());
  }

  /** What a story is called: who tells it. */
  static String of(StorySketch story) {
    return shortened(story.author(), story.id());
  }

  /** What an offer is called: its headline; its id while it has none. */
  static String of(OfferSketch offer, String language) {
    return shortened(Texts.in(offer.headline(), language), offer.id());
  }

  /** What the offer of that id is called; the id when there is none. */
  static String ofOffer(FlowSketch sketch, String id, String language) {
    return sketch.offers().stream()
        .filter(offer -> offer.id().equals(id))
        .findFirst()
        .map(offer -> of(offer, language))
        .orElse(id);
  }

  private static String shortened(String name, String fallback) {
    if (name.isBlank()) {
      return fallback;
    }
    return name.codePointCount(0, name.length()) > LONGEST_NAME
        ? name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…"
        : name;
  }
}
