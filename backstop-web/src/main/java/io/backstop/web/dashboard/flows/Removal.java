package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.flows.DraftEdit.Also;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import java.util.ArrayList;
import java.util.List;

/** Takes a part of a flow away, together with everything that refers to it. */
final class Removal {

  private Removal() {}

  /** The places that have referred to it. */
  static List<Also> of(SketchPad pad, Place place) {
    return switch (place.kind()) {
      case REASON -> {
        pad.reasons.removeIf(
            reason -> reason.id().equals(place.id()) && !place.id().equals(SketchPad.OTHER));
        yield List.of();
      }
      case STORY -> story(pad, place.id());
      case OFFER -> offer(pad, place.id());
      default -> List.of();
    };
  }

  private static List<Also> story(SketchPad pad, String id) {
    List<Also> also = new ArrayList<>();
    pad.stories.removeIf(story -> story.id().equals(id));
    pad.reasons.replaceAll(
        reason -> {
          if (!reason.stories().contains(id)) {
            return reason;
          }
          also.add(new Also(Place.reason(reason.id())));
          return with(reason, without(reason.stories(), id), reason.offers());
        });
    return also;
  }

  private static List<Also> offer(SketchPad pad, String id) {
    List<Also> also = new ArrayList<>();
    pad.offers.removeIf(offer -> offer.id().equals(id));
    pad.reasons.replaceAll(
        reason -> {
          if (!reason.offers().contains(id)) {
            return reason;
          }
          also.add(new Also(Place.reason(reason.id())));
          return with(reason, reason.stories(), without(reason.offers(), id));
        });
    pad.otherwise(
        ids -> {
          if (ids.contains(id)) {
            also.add(new Also(Place.of(Place.Kind.OTHERWISE)));
          }
          return without(ids, id);
        });
    pad.offers.replaceAll(
        offer -> {
          if (!offer.then().equals(id) && !offer.variants().contains(id)) {
            return offer;
          }
          also.add(new Also(Place.offer(offer.id())));
          return freed(offer, id);
        });
    return also;
  }

  private static OfferSketch freed(OfferSketch offer, String id) {
    OfferPad pad = OfferPad.of(offer).withVariants(without(offer.variants(), id));
    return (offer.then().equals(id) ? pad.set("then", "") : pad).done();
  }

  private static ReasonSketch with(ReasonSketch reason, List<String> stories, List<String> offers) {
    return new ReasonSketch(
        reason.id(), reason.label(), reason.feedback(), reason.comment(), stories, offers);
  }

  private static List<String> without(List<String> ids, String id) {
    return ids.stream().filter(each -> !each.equals(id)).toList();
  }
}
