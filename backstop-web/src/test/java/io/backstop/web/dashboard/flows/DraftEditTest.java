package io.backstop.web.dashboard.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.web.dashboard.flows.DraftEdit.Also;
import io.backstop.web.dashboard.flows.DraftEdit.Edited;
import io.backstop.web.dashboard.flows.Place.Kind;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workshop.FlowSketch.StorySketch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every change the editor can make, on a flow that stays as it was. */
class DraftEditTest {

  private final FlowSketch small = Sketches.small();

  private Edited edit(Place at, String verb, Map<String, String> changed) {
    return new DraftEdit(at, verb, changed).on(small).orElseThrow();
  }

  private FlowSketch save(Place at, Map<String, String> changed) {
    return edit(at, "save", changed).sketch();
  }

  private FlowSketch press(Place at, String verb) {
    return edit(at, verb, Map.of()).sketch();
  }

  private static ReasonSketch reason(FlowSketch sketch, String id) {
    return sketch.reasons().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
  }

  private static OfferSketch offer(FlowSketch sketch, String id) {
    return sketch.offers().stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<String> reasons(FlowSketch sketch) {
    return sketch.reasons().stream().map(ReasonSketch::id).toList();
  }

  private static List<String> offers(FlowSketch sketch) {
    return sketch.offers().stream().map(OfferSketch::id).toList();
  }

  @Test
  void anEditLeavesTheDraftItIsMadeOnAlone() {
    edit(Place.offer("half"), "remove", Map.of());
    save(Place.reason("price"), Map.of("label.en", "x", "offers.add", "third"));
    assertThat(small).isEqualTo(Sketches.small());
  }

  @Test
  void nothingTypedAndNothingPressedChangesNothing() {
    for (Place place :
        List.of(
            Place.of(Kind.FLOW),
            Place.reason("price"),
            Place.offer("half"),
            Place.of(Kind.CONFIRM))) {
      assertThat(save(place, Map.of())).as(place.toString()).isEqualTo(small);
    }
  }

  @Test
  void stepsComeInTheirOrderAndConfirmStays() {
    FlowSketch without =
        save(
            Place.of(Kind.FLOW), Map.of("step.survey", "", "step.stories", "", "step.confirm", ""));
    assertThat(without.steps()).containsExactly("offers", "confirm");
    assertThat(without.reasons()).isEqualTo(small.reasons());
    FlowSketch again =
        new DraftEdit(Place.of(Kind.FLOW), "save", Map.of("step.survey", "true"))
            .on(without)
            .orElseThrow()
            .sketch();
    assertThat(again.steps()).containsExactly("survey", "offers", "confirm");
  }

  @Test
  void aSurveyThatIsSwitchedOnWithoutReasonsHasSomethingElse() {
    FlowSketch bare =
        new FlowSketch(
            "Bare", List.of("confirm"), Map.of(), List.of(), List.of(), List.of(), List.of());
    FlowSketch asking =
        new DraftEdit(Place.of(Kind.FLOW), "save", Map.of("step.survey", "true"))
            .on(bare)
            .orElseThrow()
            .sketch();
    assertThat(reasons(asking)).containsExactly("other");
    assertThat(asking.reasons().get(0).comment()).isTrue();
    assertThat(asking.reasons().get(0).label()).containsKeys("en", "de");
  }

  @Test
  void textsAreKeptByLanguageAndAnEmptyOneIsTakenAway() {
    FlowSketch german = save(Place.of(Kind.SURVEY), Map.of("title.de", "  Warum\r\ngehen Sie? "));
    assertThat(german.title()).containsEntry("en", "Why?").containsEntry("de", "Warum gehen Sie?");
    FlowSketch none = save(Place.of(Kind.SURVEY), Map.of("title.en", " "));
    assertThat(none.title()).isEmpty();
  }

  @Test
  void aReasonIsWordedCountedAndAskedMoreOf() {
    ReasonSketch changed =
        reason(
            save(
                Place.reason("unused"),
                Map.of("label.de", "Zu selten", "feedback", "unused", "comment", "true")),
            "unused");
    assertThat(changed.label()).containsEntry("de", "Zu selten").containsEntry("en", "Not used");
    assertThat(changed.feedback()).isEqualTo("unused");
    assertThat(changed.comment()).isTrue();
    assertThat(changed.offers()).containsExactly("break");
  }

  @Test
  void aNewReasonComesBeforeSomethingElseAndIsLookedAtNext() {
    Edited added = edit(Place.of(Kind.SURVEY), "add", Map.of("new", "Über’s Budget!"));
    assertThat(reasons(added.sketch())).containsExactly("price", "unused", "ubers_budget", "other");
    assertThat(added.at()).isEqualTo(Place.reason("ubers_budget"));
  }

  @Test
  void aNewReasonThatIsSentByTheOtherButtonIsNotThrownAway() {
    assertThat(reasons(save(Place.of(Kind.SURVEY), Map.of("new", "Price"))))
        .containsExactly("price", "unused", "price_2", "other");
    assertThat(press(Place.of(Kind.SURVEY), "add")).isEqualTo(small);
  }

  @Test
  void reasonsMoveButNeverPastSomethingElse() {
    assertThat(reasons(press(Place.of(Kind.SURVEY), "reasons.down:price")))
        .containsExactly("unused", "price", "other");
    assertThat(reasons(press(Place.reason("unused"), "up")))
        .containsExactly("unused", "price", "other");
    assertThat(press(Place.of(Kind.SURVEY), "reasons.down:unused")).isEqualTo(small);
    assertThat(press(Place.of(Kind.SURVEY), "reasons.up:other")).isEqualTo(small);
    assertThat(press(Place.of(Kind.SURVEY), "reasons.up:price")).isEqualTo(small);
  }

  @Test
  void aReasonIsRemovedButSomethingElseIsNot() {
    Edited removed = edit(Place.reason("price"), "remove", Map.of());
    assertThat(reasons(removed.sketch())).containsExactly("unused", "other");
    assertThat(removed.at()).isEqualTo(Place.of(Kind.SURVEY));
    assertThat(press(Place.reason("other"), "remove")).isEqualTo(small);
  }

  @Test
  void offersOfAReasonAreAddedOrderedAndTakenOut() {
    Place price = Place.reason("price");
    assertThat(reason(save(price, Map.of("offers.add", "third")), "price").offers())
        .containsExactly("half", "break", "third");
    assertThat(save(price, Map.of("offers.add", "half"))).isEqualTo(small);
    assertThat(save(price, Map.of("offers.add", ""))).isEqualTo(small);
    assertThat(save(price, Map.of("offers.add", "Choose…", "stories.add", "half")))
        .isEqualTo(small);
    assertThat(reason(press(price, "offers.up:break"), "price").offers())
        .containsExactly("break", "half");
    assertThat(reason(press(price, "offers.down:half"), "price").offers())
        .containsExactly("break", "half");
    assertThat(reason(press(price, "offers.drop:half"), "price").offers()).containsExactly("break");
    assertThat(reason(press(price, "stories.drop:amara"), "price").stories()).isEmpty();
  }

  @Test
  void whatWasTypedBesideAPressedButtonIsSavedToo() {
    FlowSketch both =
        edit(Place.reason("price"), "offers.up:break", Map.of("label.en", "Costs too much"))
            .sketch();
    assertThat(reason(both, "price").label()).containsEntry("en", "Costs too much");
    assertThat(reason(both, "price").offers()).containsExactly("break", "half");
  }

  @Test
  void theWayWithoutAnAnswerHasItsOffers() {
    Place otherwise = Place.of(Kind.OTHERWISE);
    assertThat(save(otherwise, Map.of("otherwise.add", "third")).otherwise())
        .containsExactly("half", "third");
    assertThat(press(otherwise, "otherwise.drop:half").otherwise()).isEmpty();
  }

  @Test
  void aStoryIsAddedToldAndRemovedWhereItWasTold() {
    Edited added = edit(Place.of(Kind.STORIES), "add", Map.of());
    assertThat(added.at()).isEqualTo(Place.story("story"));
    StorySketch told =
        save(Place.story("amara"), Map.of("quote.de", "Es lohnt sich.", "author", "Amara B."))
            .stories()
            .get(0);
    assertThat(told.quote()).containsEntry("de", "Es lohnt sich.");
    assertThat(told.author()).isEqualTo("Amara B.");
    Edited removed = edit(Place.story("amara"), "remove", Map.of());
    assertThat(removed.sketch().stories()).isEmpty();
    assertThat(reason(removed.sketch(), "price").stories()).isEmpty();
    assertThat(removed.also()).containsExactly(new Also(Place.reason("price")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "discount",
        "pause",
        "downgrade",
        "annual_upsell",
        "gift",
        "trial_extension",
        "call"
      })
  void anOfferOfEveryTypeIsAddedWithWhatItNeeds(String type) {
    Edited added = edit(Place.of(Kind.OFFERS), "add", Map.of("new", type));
    OfferSketch fresh = offer(added.sketch(), added.at().id());
    assertThat(fresh.type()).isEqualTo(type);
    assertThat(fresh.id()).isEqualTo(type);
    assertThat(fresh.percent().isEmpty()).isEqualTo(!type.equals("discount"));
    assertThat(fresh.months().isEmpty())
        .isEqualTo(!List.of("discount", "pause", "gift").contains(type));
    assertThat(fresh.days().isEmpty()).isEqualTo(!type.equals("trial_extension"));
  }

  @Test
  void anOfferOfNoTypeIsNotAdded() {
    assertThat(edit(Place.of(Kind.OFFERS), "add", Map.of("new", "bribe")).sketch())
        .isEqualTo(small);
  }

  @Test
  void termsAreKeptAsTypedUntilTheyAreRight() {
    OfferSketch changed =
        offer(
            save(Place.offer("half"), Map.of("percent", "ten", "months", "6", "once", "true")),
            "half");
    assertThat(changed.percent()).isEqualTo("ten");
    assertThat(changed.months()).isEqualTo("6");
    assertThat(changed.once()).isTrue();
    assertThat(changed.then()).isEqualTo("break");
  }

  @Test
  void anOfferOfAnotherTypeKeepsItsWordsAndLosesItsTerms() {
    OfferSketch pause = offer(save(Place.offer("half"), Map.of("type", "pause")), "half");
    assertThat(pause.type()).isEqualTo("pause");
    assertThat(pause.percent()).isEmpty();
    assertThat(pause.months()).isEqualTo("3");
    assertThat(pause.headline()).containsEntry("en", "Offer half");
    assertThat(pause.then()).isEqualTo("break");
    OfferSketch plan =
        offer(
            save(
                Place.offer("half"),
                Map.of("type", "downgrade", "price", "price_small", "plan_name.en", "Basic")),
            "half");
    assertThat(plan.months()).isEmpty();
    assertThat(save(Place.offer("half"), Map.of("type", "bribe"))).isEqualTo(small);
  }

  @Test
  void aRemovedOfferIsTakenOutOfEverythingThatReferredToIt() {
    Edited removed = edit(Place.offer("break"), "remove", Map.of());
    assertThat(offers(removed.sketch())).containsExactly("half", "third");
    assertThat(reason(removed.sketch(), "price").offers()).containsExactly("half");
    assertThat(reason(removed.sketch(), "unused").offers()).isEmpty();
    assertThat(offer(removed.sketch(), "half").then()).isEmpty();
    assertThat(removed.also())
        .containsExactly(
            new Also(Place.reason("price")),
            new Also(Place.reason("unused")),
            new Also(Place.offer("half")));
    assertThat(removed.at()).isEqualTo(Place.of(Kind.OFFERS));
  }

  @Test
  void aRemovedOfferIsNoFallbackAndNoVariantAnyMore() {
    Edited fallback = edit(Place.offer("half"), "remove", Map.of());
    assertThat(fallback.sketch().otherwise()).isEmpty();
    assertThat(fallback.also()).contains(new Also(Place.of(Kind.OTHERWISE)));
    Edited variant = edit(Place.offer("third"), "remove", Map.of());
    assertThat(offer(variant.sketch(), "half").variants()).isEmpty();
    assertThat(variant.also()).containsExactly(new Also(Place.offer("half")));
  }

  @Test
  void aVariantBeginsAsACopyThatLeadsNowhere() {
    Edited varied = edit(Place.offer("half"), "variant", Map.of());
    OfferSketch copy = offer(varied.sketch(), varied.at().id());
    assertThat(copy.id()).isEqualTo("half_2");
    assertThat(copy.percent()).isEqualTo("50");
    assertThat(copy.then()).isEmpty();
    assertThat(copy.variants()).isEmpty();
    assertThat(offer(varied.sketch(), "half").variants()).containsExactly("third", "half_2");
    assertThat(offer(press(Place.offer("half"), "variants.drop:third"), "half").variants())
        .isEmpty();
  }

  @Test
  void whatIsNotThereAnyMoreCannotBeChanged() {
    for (Place gone : List.of(Place.offer("gone"), Place.reason("gone"), Place.story("gone"))) {
      assertThat(new DraftEdit(gone, "save", Map.of("label.en", "x")).on(small)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"offers.burn:half", "offers.up:", "offers", ".:", "nonsense", "up.", ""})
  void aButtonThatIsNoneOfOursChangesNothing(String verb) {
    assertThat(press(Place.reason("price"), verb)).isEqualTo(small);
  }

  @Test
  void aFieldThatIsNoneOfThePlacesChangesNothing() {
    assertThat(save(Place.reason("price"), Map.of("percent", "100", "label.fr", "Cher", "id", "x")))
        .isEqualTo(small);
    assertThat(save(Place.offer("half"), Map.of("id", "x", "label.en", "x"))).isEqualTo(small);
  }

  @Test
  void twoEditsOfDifferentFieldsOfOnePlaceBothHold() {
    FlowSketch first = save(Place.offer("half"), Map.of("headline.en", "Half off"));
    OfferSketch both =
        offer(
            new DraftEdit(Place.offer("half"), "save", Map.of("percent", "40"))
                .on(first)
                .orElseThrow()
                .sketch(),
            "half");
    assertThat(both.headline()).containsEntry("en", "Half off");
    assertThat(both.percent()).isEqualTo("40");
  }
}
