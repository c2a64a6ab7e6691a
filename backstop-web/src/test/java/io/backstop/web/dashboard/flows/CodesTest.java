package io.backstop.web.dashboard.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.flow.cancel.FlowFault;
import io.backstop.flow.cancel.FlowFaults;
import io.backstop.flow.cancel.FlowRefusal;
import io.backstop.web.dashboard.SpokenWords;
import io.backstop.web.dashboard.Words;
import io.backstop.workshop.Finding;
import io.backstop.workshop.FlowVerdict;
import io.backstop.workshop.Traffic.InForce;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules answer by a code is said in words. */
class CodesTest {

  private final Words words = SpokenWords.in("en");

  @ParameterizedTest
  @ValueSource(
      strings = {
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

  @ParameterizedTest
  @EnumSource(FlowFault.class)
  void everyFaultIsASentenceInBothLanguages(FlowFault fault) {
    Finding finding =
        new Finding(Finding.Severity.ERROR, "", fault.code(), List.of("«first»", "«second»"));

    for (String language : List.of("en", "de")) {
      assertThat(Faults.say(finding, SpokenWords.in(language)))
          .as(language)
          .matches("(?s)[\\p{Lu}\\d“„].*\\.")
          .doesNotContain("{", "}");
    }
    assertThat(Faults.say(finding, SpokenWords.in("de")))
        .isNotEqualTo(Faults.say(finding, SpokenWords.in("en")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"version\": | From line 1, column 12 on, this is not JSON. | Ab Zeile 1, Spalte 12 ist das kein JSON.",
        "[] | A JSON object belongs here. | Hierher gehört ein JSON-Objekt.",
        "{\"version\":1,\"name\":\"n\",\"steps\":[]} | The last step has to be “confirm”, so that people can always cancel. | Der letzte Schritt muss „confirm“ sein, damit man immer kündigen kann."
      })
  void aRefusedDocumentIsToldInTheReadersWords(String document, String english, String german) {
    FlowRefusal refusal = FlowFaults.of(document).get(0);

    assertThat(Faults.say(refusal, words)).isEqualTo(english);
    assertThat(Faults.say(refusal, SpokenWords.in("de"))).isEqualTo(german);
  }

  @Test
  void aFindingIsSaidWithWhatItIsAbout() {
    Finding french =
        new Finding(Finding.Severity.WARNING, "survey.title", "language_missing", List.of("fr"));
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
        new Finding(Finding.Severity.ERROR, "offers[0].percent", "number", List.of("1", "100"));
    Finding unused =
        new Finding(Finding.Severity.WARNING, "offers[0]", "offer_unused", List.of("half"));
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
    Finding error =
        new Finding(Finding.Severity.ERROR, "offers[1].months", "number", List.of("1", "12"));
    assertThat(
            new FlowTree(Sketches.small(), words, Place.of(Place.Kind.FLOW), List.of(error))
                .nodes().stream()
                    .flatMap(node -> node.below().stream())
                    .filter(node -> node.mark().equals("error"))
                    .map(FlowTree.Node::at))
        .containsExactly("offer:break");
  }
}
