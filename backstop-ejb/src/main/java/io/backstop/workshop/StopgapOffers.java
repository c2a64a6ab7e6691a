package io.backstop.workshop;

import io.backstop.workshop.FlowSketch.OfferSketch;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The part of {@link Stopgap} that is about offers and what follows which. */
final class StopgapOffers {

  private static final int MAX_AFTER_A_REASON = 5;
  private static final int MAX_VARIANTS = 3;
  private static final Pattern PRICE = Pattern.compile("[A-Za-z0-9_.-]{1,250}");
  private static final Set<String> TYPES =
      Set.of("discount", "pause", "gift", "trial_extension", "downgrade", "annual_upsell", "call");

  private StopgapOffers() {}

  static List<OfferSketch> of(List<OfferSketch> drafts) {
    Map<String, OfferSketch> known = new HashMap<>();
    List<OfferSketch> there = new ArrayList<>();
    for (OfferSketch draft : drafts) {
      if (Stopgap.isId(draft.id())
          && TYPES.contains(draft.type())
          && known.putIfAbsent(draft.id(), draft) == null) {
        there.add(draft);
      }
    }
    Map<String, String> followers = new HashMap<>();
    for (OfferSketch offer : there) {
      if (known.containsKey(offer.then()) && !comesBack(followers, offer.then(), offer.id())) {
        followers.put(offer.id(), offer.then());
      }
    }
    Map<String, List<String>> variants = new HashMap<>();
    Set<String> standIns = new HashSet<>();
    for (OfferSketch offer : there) {
      List<String> fit =
          offer.variants().stream()
              .filter(id -> known.containsKey(id) && !id.equals(offer.id()))
              .filter(id -> !variants.containsKey(id))
              .distinct()
              .limit(MAX_VARIANTS)
              .toList();
      if (!fit.isEmpty() && !standIns.contains(offer.id())) {
        variants.put(offer.id(), fit);
        standIns.addAll(fit);
      }
    }
    return there.stream()
        .map(
            offer ->
                filled(
                    offer,
                    followers.getOrDefault(offer.id(), ""),
                    variants.getOrDefault(offer.id(), List.of())))
        .toList();
  }

  private static boolean comesBack(Map<String, String> followers, String from, String to) {
    for (String id = from; id != null; id = followers.get(id)) {
      if (id.equals(to)) {
        return true;
      }
    }
    return false;
  }

  private static OfferSketch filled(OfferSketch draft, String then, List<String> variants) {
    int mostMonths = draft.type().equals("discount") ? 36 : 12;
    return new OfferSketch(
        draft.id(),
        draft.type(),
        introduction(draft.headline()),
        introduction(draft.body()),
        number(draft.percent(), 100, 20),
        number(draft.months(), mostMonths, 1),
        number(draft.days(), 90, 14),
        PRICE.matcher(draft.price()).matches() ? draft.price() : "price_sample",
        Stopgap.text(draft.planName()),
        isAddress(draft.url()) ? draft.url() : "https://example.com/",
        then,
        variants,
        draft.once());
  }

  private static Map<String, String> introduction(Map<String, String> draft) {
    return draft.values().stream().allMatch(String::isBlank) ? Map.of() : Stopgap.text(draft);
  }

  private static String number(String draft, int most, int otherwise) {
    Optional<Integer> number =
        Optional.of(draft.strip())
            .filter(text -> text.matches("[0-9]{1,3}"))
            .map(Integer::parseInt)
            .filter(value -> value >= 1 && value <= most);
    return Integer.toString(number.orElse(otherwise));
  }

  private static boolean isAddress(String draft) {
    try {
      URI url = new URI(draft);
      return "https".equals(url.getScheme()) && url.getHost() != null && url.getUserInfo() == null;
    } catch (URISyntaxException unfinished) {
      return false;
    }
  }

  /** Which offers can be listed after one answer. */
  static final class Chains {
    private final Map<String, OfferSketch> offers = new HashMap<>();

    Chains(List<OfferSketch> offers) {
      offers.forEach(offer -> this.offers.put(offer.id(), offer));
    }

    /** Those of {@code ids} that can be listed together. */
    List<String> fitting(List<String> ids) {
      List<String> fitting = new ArrayList<>();
      Set<String> taken = new HashSet<>();
      int shown = 0;
      for (String id : ids) {
        List<String> chain = chain(id);
        List<String> all = new ArrayList<>(chain);
        chain.forEach(each -> all.addAll(offers.get(each).variants()));
        boolean fits =
            !chain.isEmpty()
                && shown + chain.size() <= MAX_AFTER_A_REASON
                && new LinkedHashSet<>(all).size() == all.size()
                && all.stream().noneMatch(taken::contains);
        if (fits) {
          fitting.add(id);
          taken.addAll(all);
          shown += chain.size();
        }
      }
      return fitting;
    }

    private List<String> chain(String first) {
      List<String> chain = new ArrayList<>();
      for (String id = first; offers.containsKey(id); id = offers.get(id).then()) {
        chain.add(id);
      }
      return chain;
    }
  }
}
