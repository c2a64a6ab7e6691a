package io.backstop.web.dashboard.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.web.dashboard.SpokenWords;
import io.backstop.web.dashboard.Words;
import io.backstop.workshop.Finding;
import io.backstop.workshop.FlowVerdict;
import io.backstop.workshop.Traffic.InForce;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules answer by a code is said in words. */
class CodesTest {

  private final Words words = SpokenWords.in("en");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid",
        "price_missing",
        "url_missing",
        "shaming",
        "language_missing",
        "headline_missing",
        "free",
        "contrast",
        "reason_without_effect",
        "story_unused",
        "offer_unused",
        "step_empty"
      })
  void everyFindingIsSaid(String code) {
    assertThat(words.has("flows.lint." + code)).isTrue();
  }

  @Test
  void aFindingIsSaidWithWhatItIsAbout() {
    Finding french =
        new Finding(Finding.Severity.WARNING, "survey.title", "language_missing", "fr");
    assertThat(Faults.say(french, words)).contains("French");
    assertThat(Faults.say(french, SpokenWords.in("de"))).contains("Französisch");
  }

  @Test
  void everyLayerAndEveryRefusalOfTrafficIsSaid() {
    for (InForce layer : InForce.values()) {
      assertThat(words.has("flows.force." + layer.name().toLowerCase(Locale.ROOT))).isTrue();
    }
    for (FlowVerdict verdict :
        List.of(
            FlowVerdict.BAD_SHARES,
            FlowVerdict.NOT_HERE,
            FlowVerdict.PINNED,
            FlowVerdict.ARCHIVED,
            FlowVerdict.CHANGED_MEANWHILE)) {
      assertThat(words.has("flows.traffic." + verdict.name().toLowerCase(Locale.ROOT)))
          .as(verdict.name())
          .isTrue();
    }
  }

  @Test
  void whatIsWrongWithAFieldIsToldAtTheField() {
    Finding percent =
        new Finding(Finding.Severity.ERROR, "offers[0].percent", "invalid", "a whole number");
    Finding unused = new Finding(Finding.Severity.WARNING, "offers[0]", "offer_unused", "half");
    Form form =
        new EditorForm(
                Sketches.small(), words, Place.offer("half"), List.of(percent, unused), "flows/x")
            .form();
    assertThat(form.fields())
        .filteredOn(field -> !field.error().isEmpty())
        .extracting(Field::name)
        .containsExactly("percent");
    assertThat(form.findings()).extracting(Form.Told::severity).containsExactly("warning");
  }

  @Test
  void theTreeMarksWhereSomethingIsToBePutRight() {
    Finding error = new Finding(Finding.Severity.ERROR, "offers[1].months", "invalid", "x");
    assertThat(
            new FlowTree(Sketches.small(), words, Place.of(Place.Kind.FLOW), List.of(error))
                .nodes().stream()
                    .flatMap(node -> node.below().stream())
                    .filter(node -> node.mark().equals("error"))
                    .map(FlowTree.Node::at))
        .containsExactly("offer:break");
  }
}
