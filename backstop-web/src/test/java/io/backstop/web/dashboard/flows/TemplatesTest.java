package io.backstop.web.dashboard.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.flow.cancel.CancelStep;
import io.backstop.flow.cancel.CancelStep.OfferStep;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.Simulation.Facts;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.web.dashboard.SpokenWords;
import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.flows.Place.Kind;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.FlowTemplate;
import io.backstop.workshop.FlowTemplates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ships to begin with, as the gallery and the editor show it. */
class TemplatesTest {

  private static final Facts SOMEBODY =
      new Facts(
          new WorkspaceSlug("acme"),
          4900,
          "usd",
          "month",
          "active",
          Optional.empty(),
          new CustomerId("cus_sample"),
          false,
          Instant.parse("2026-11-28T12:00:00Z"));

  static Stream<FlowTemplate> templates() {
    return FlowTemplates.all().stream();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void eachHasANameAndSaysWhatItIsFor(FlowTemplate template) {
    for (String language : Texts.LANGUAGES) {
      Words words = SpokenWords.in(language);
      assertThat(words.has(template.titleKey())).as(template.titleKey()).isTrue();
      assertThat(words.has(template.descriptionKey())).as(template.descriptionKey()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void eachPlaceOfItCanBeOpenedAndSeen(FlowTemplate template) {
    FlowSketch sketch = FlowSketch.read(template.document());
    Words words = SpokenWords.in("en");
    List<Place> places =
        Stream.of(
                Stream.of(Kind.FLOW, Kind.SURVEY, Kind.OTHERWISE, Kind.CONFIRM).map(Place::of),
                sketch.reasons().stream().map(reason -> Place.reason(reason.id())),
                sketch.stories().stream().map(story -> Place.story(story.id())),
                sketch.offers().stream().map(offer -> Place.offer(offer.id())))
            .flatMap(each -> each)
            .toList();
    for (Place place : places) {
      Form form = new EditorForm(sketch, words, place, List.of(), "flows/x").form();
      assertThat(form.title()).as(place.toString()).isNotBlank();
      Optional<CancelStep> step = Sampler.step(sketch, place, SOMEBODY);
      switch (place.kind()) {
        case OFFER ->
            assertThat(step)
                .as(place.toString())
                .hasValueSatisfying(
                    shown -> assertThat(((OfferStep) shown).offer().id()).isEqualTo(place.id()));
        case REASON ->
            assertThat(step)
                .hasValueSatisfying(
                    shown -> assertThat(((Survey) shown).chosen()).contains(place.id()));
        default -> assertThat(step).as(place.toString()).isPresent();
      }
    }
  }
}
