package io.backstop.web.dashboard.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.web.dashboard.flows.Place.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flow",
        "survey",
        "reason:too_expensive",
        "otherwise",
        "stories",
        "story:amara",
        "offers",
        "offer:half-off",
        "confirm"
      })
  void aPlaceIsReadAsItIsWritten(String text) {
    assertThat(Place.read(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reason",
        "reason:",
        "offer:A",
        "survey:x",
        "nowhere",
        "offer:a\" x",
        "confirm "
      })
  void whatIsNoPlaceIsTheFlow(String text) {
    assertThat(Place.read(text)).isEqualTo(Place.of(Kind.FLOW));
  }

  @ParameterizedTest
  @CsvSource({
    "reasons[0].offers[1], reason:price",
    "reasons[7], survey",
    "reasons, survey",
    "survey.title, survey",
    "stories[0].quote, story:amara",
    "stories, stories",
    "offers[1].months, offer:break",
    "offers[99999], offers",
    "otherwise[0], otherwise",
    "steps, flow",
    "'', flow"
  })
  void whatIsWrongSomewhereIsPutRightAtItsPlace(String path, String place) {
    assertThat(Place.ofPath(path, Sketches.small())).hasToString(place);
  }

  @Test
  void aPlaceIsThereOrNot() {
    assertThat(Place.offer("half").isIn(Sketches.small())).isTrue();
    assertThat(Place.offer("price").isIn(Sketches.small())).isFalse();
    assertThat(Place.of(Kind.STORIES).isIn(Sketches.small())).isTrue();
  }
}
