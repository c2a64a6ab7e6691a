package io.backstop.web.dashboard.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.web.dashboard.SpokenWords;
import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.flows.Place.Kind;
import io.backstop.workshop.FlowSketch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private final Words words = SpokenWords.in("en");
  private final FlowSketch small = Sketches.small();

  private List<String> after(Place at, String verb, Map<String, String> changed) {
    FlowSketch changedTo = new DraftEdit(at, verb, changed).on(small).orElseThrow().sketch();
    return Difference.between(small, changedTo, words);
  }

  @Test
  void theSameTextHasNoDifference() {
    assertThat(Difference.between(small, Sketches.small(), words)).isEmpty();
  }

  @Test
  void aChangedOfferIsToldWithBothValues() {
    assertThat(
            after(Place.offer("half"), "save", Map.of("percent", "40", "headline.de", "Weniger")))
        .containsExactly(
            "Offer “Offer half”, percent off: 50 → 40",
            "Offer “Offer half”, headline: Offer half → Offer half / Weniger");
  }

  @Test
  void aRemovedOfferIsToldWithWhatItTookAlong() {
    assertThat(after(Place.offer("third"), "remove", Map.of()))
        .containsExactly(
            "Offer “Offer half”, variants: Offer third → None", "Removed: Offer “Offer third”.");
  }

  @Test
  void stepsReasonsAndTheirOrderAreTold() {
    assertThat(after(Place.of(Kind.FLOW), "save", Map.of("step.stories", "")))
        .containsExactly("Stories: not shown any more.");
    assertThat(after(Place.of(Kind.SURVEY), "reasons.down:price", Map.of()))
        .containsExactly("The reasons are in another order.");
    assertThat(after(Place.of(Kind.SURVEY), "add", Map.of("new", "Moving")))
        .containsExactly("Added: Reason “Moving”.");
    assertThat(after(Place.reason("price"), "offers.up:break", Map.of()))
        .containsExactly(
            "Reason “Too expensive”, offers: Offer half → Offer break → Offer break → Offer half");
    assertThat(after(Place.of(Kind.OTHERWISE), "otherwise.drop:half", Map.of()))
        .containsExactly("No answer, offers: Offer half → None");
  }

  @Test
  void itIsToldInTheReadersLanguage() {
    FlowSketch asked =
        new DraftEdit(Place.reason("price"), "save", Map.of("comment", "true"))
            .on(small)
            .orElseThrow()
            .sketch();
    assertThat(Difference.between(small, asked, SpokenWords.in("de")))
        .containsExactly("Grund „Too expensive“, Textfeld: Nein → Ja");
  }
}
