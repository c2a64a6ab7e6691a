package io.backstop.flow.cancel;

import io.backstop.flow.cancel.FlowDefinition.AnnualOffer;
import io.backstop.flow.cancel.FlowDefinition.CallOffer;
import io.backstop.flow.cancel.FlowDefinition.DiscountOffer;
import io.backstop.flow.cancel.FlowDefinition.DowngradeOffer;
import io.backstop.flow.cancel.FlowDefinition.GiftOffer;
import io.backstop.flow.cancel.FlowDefinition.Offer;
import io.backstop.flow.cancel.FlowDefinition.PauseOffer;
import io.backstop.flow.cancel.FlowDefinition.Text;
import io.backstop.flow.cancel.FlowDefinition.TrialExtensionOffer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The offers of one document and which follows which. Chains are laid out flat here, so that the
 * flow itself only ever walks forward along a list that ends.
 *
 * @param followers the offer that comes after a declined one, by the id of the declined one
 * @param variants the offers that stand in for one with some customers, by its id. The chain behind
 *     it stays its own, whichever of them is shown, so no variant makes a way longer
 * @param once the offers that a customer gets once
 */
record OfferChains(
    Map<String, Offer> byId,
    Map<String, String> followers,
    Map<String, List<String>> variants,
    Set<String> once) {

  private static final int MAX_AFTER_A_REASON = 5;
  private static final int MAX_VARIANTS = 3;
  private static final Pattern PRICE = Pattern.compile("[A-Za-z0-9_.-]{1,250}");

  /** Reads every offer and follows every chain to its end. */
  static OfferChains read(List<DocumentPlace> places) {
    Map<String, Offer> byId = new LinkedHashMap<>();
    Map<String, String> followers = new LinkedHashMap<>();
    Map<String, List<String>> variants = new LinkedHashMap<>();
    Set<String> once = new LinkedHashSet<>();
    for (DocumentPlace place : places) {
      Offer offer = offer(place);
      if (byId.putIfAbsent(offer.id(), offer) != null) {
        throw place.required("id").wrong(FlowFault.OFFER_ID);
      }
      place.member("then").ifPresent(then -> followers.put(offer.id(), then.string()));
      place.member("variants").ifPresent(list -> variants.put(offer.id(), ids(list)));
      if (place.member("once").filter(DocumentPlace::flag).isPresent()) {
        once.add(offer.id());
      }
    }
    OfferChains chains =
        new OfferChains(
            Map.copyOf(byId), Map.copyOf(followers), Map.copyOf(variants), Set.copyOf(once));
    places.forEach(chains::refuseLoop);
    places.forEach(place -> place.member("variants").ifPresent(chains::refuseUnfit));
    return chains;
  }

  private static List<String> ids(DocumentPlace list) {
    List<String> ids = list.elements().stream().map(DocumentPlace::string).toList();
    if (ids.isEmpty() || ids.size() > MAX_VARIANTS) {
      throw list.wrong(FlowFault.VARIANT_COUNT, MAX_VARIANTS);
    }
    return ids;
  }

  private void refuseUnfit(DocumentPlace list) {
    Set<String> listed = new LinkedHashSet<>();
    for (DocumentPlace element : list.elements()) {
      String id = element.string();
      if (!byId.containsKey(id)) {
        throw element.wrong(FlowFault.OFFER_UNKNOWN, DocumentPlace.printable(id));
      }
      if (variants.containsKey(id)) {
        throw element.wrong(FlowFault.VARIANT_NESTED);
      }
      if (!listed.add(id)) {
        throw element.wrong(FlowFault.VARIANT_TWICE, DocumentPlace.printable(id));
      }
    }
  }

  private void refuseLoop(DocumentPlace place) {
    Set<String> passed = new LinkedHashSet<>();
    String id = place.required("id").string();
    while (id != null) {
      if (!byId.containsKey(id)) {
        throw place.required("then").wrong(FlowFault.OFFER_UNKNOWN, DocumentPlace.printable(id));
      }
      if (!passed.add(id)) {
        throw place.required("then").wrong(FlowFault.OFFER_LOOP, DocumentPlace.printable(id));
      }
      id = followers.get(id);
    }
  }

  /** The offers that {@code list} names, each with the chain behind it, in the order of showing. */
  List<String> after(DocumentPlace list) {
    Set<String> inOrder = new LinkedHashSet<>();
    Set<String> stoodIn = new LinkedHashSet<>();
    for (DocumentPlace element : list.elements()) {
      String id = element.string();
      if (!byId.containsKey(id)) {
        throw element.wrong(FlowFault.OFFER_UNKNOWN, DocumentPlace.printable(id));
      }
      for (; id != null; id = followers.get(id)) {
        if (!inOrder.add(id)) {
          throw element.wrong(FlowFault.OFFER_TWICE, DocumentPlace.printable(id));
        }
        for (String variant : variants.getOrDefault(id, List.of())) {
          if (!stoodIn.add(variant)) {
            throw element.wrong(FlowFault.OFFER_TWICE, DocumentPlace.printable(variant));
          }
        }
      }
    }
    inOrder.stream()
        .filter(stoodIn::contains)
        .findFirst()
        .ifPresent(
            id -> {
              throw list.wrong(FlowFault.VARIANT_AND_OFFER, DocumentPlace.printable(id));
            });
    if (inOrder.size() > MAX_AFTER_A_REASON) {
      throw list.wrong(FlowFault.OFFER_COUNT, MAX_AFTER_A_REASON);
    }
    return List.copyOf(new ArrayList<>(inOrder));
  }

  static Offer offer(DocumentPlace place) {
    String type = place.member("type").map(DocumentPlace::string).orElse("");
    String id = place.required("id").id();
    Optional<Text> headline = place.member("headline").map(DocumentPlace::text);
    Optional<Text> body = place.member("body").map(DocumentPlace::text);
    return switch (type) {
      case "discount" -> {
        only(place, "percent", "months");
        yield new DiscountOffer(
            id,
            headline,
            body,
            place.required("percent").number(1, 100),
            place.required("months").number(1, 36));
      }
      case "pause" -> {
        only(place, "months");
        yield new PauseOffer(id, headline, body, place.required("months").number(1, 12));
      }
      case "gift" -> {
        only(place, "months");
        yield new GiftOffer(id, headline, body, place.required("months").number(1, 12));
      }
      case "trial_extension" -> {
        only(place, "days");
        yield new TrialExtensionOffer(id, headline, body, place.required("days").number(1, 90));
      }
      case "downgrade" -> {
        only(place, "price", "plan_name");
        yield new DowngradeOffer(
            id, headline, body, price(place), place.required("plan_name").text());
      }
      case "annual_upsell" -> {
        only(place, "price", "plan_name");
        yield new AnnualOffer(id, headline, body, price(place), place.required("plan_name").text());
      }
      case "call" -> {
        only(place, "url");
        yield new CallOffer(id, headline, body, url(place.required("url")));
      }
      default -> throw place.required("type").wrong(FlowFault.OFFER_TYPE);
    };
  }

  private static void only(DocumentPlace place, String... own) {
    List<String> known =
        new ArrayList<>(List.of("id", "type", "headline", "body", "then", "variants", "once"));
    known.addAll(List.of(own));
    place.object(known.toArray(String[]::new));
  }

  private static String price(DocumentPlace place) {
    DocumentPlace price = place.required("price");
    if (!PRICE.matcher(price.string()).matches()) {
      throw price.wrong(FlowFault.PRICE);
    }
    return price.string();
  }

  private static URI url(DocumentPlace place) {
    try {
      URI url = new URI(place.string());
      if ("https".equals(url.getScheme()) && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw place.wrong(FlowFault.URL);
    }
    throw place.wrong(FlowFault.URL_HTTPS);
  }
}
