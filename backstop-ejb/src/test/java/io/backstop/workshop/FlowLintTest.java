package io.backstop.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.store.TestDatabase;
import io.backstop.workshop.Finding.Severity;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.Theme;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class FlowLintTest {

  private static final Workspace ACME = new Studio(TestDatabase.shared()).later();

  private static Workspace branded(String color, Theme theme) {
    return new Workspace(
        ACME.slug(),
        ACME.displayName(),
        false,
        ACME.embed(),
        ACME.lifetimes(),
        ACME.cancel(),
        ACME.stripe(),
        new BrandSettings("Acme", Optional.empty(), color, theme),
        ACME.portal(),
        ACME.wall());
  }

  private static List<Finding> check(String document) {
    return FlowLint.check(document.replace('\'', '"'), branded("#1f4fd8", Theme.AUTO));
  }

  private static String flow(String offers, String reasonMore) {
    return
"""
{'version': 1, 'name': 'n', 'steps': ['survey', 'offers', 'confirm'], 'reasons': [
  {'id': 'r', 'label': {'en': 'L', 'de': 'L'}, 'feedback': 'unused'%s},
  {'id': 'other', 'label': {'en': 'L', 'de': 'L'}, 'feedback': 'other', 'comment': true}],
  'offers': [%s]}\
"""
        .formatted(reasonMore, offers);
  }

  /** What is said of an offer with that headline, whatever apostrophes it has. */
  private static List<Finding> checkHeadline(String english, String german) {
    String offer =
        "{'id': 'a', 'type': 'pause', 'months': 1, 'headline': {'en': 'ENGLISH', 'de': 'GERMAN'}}";
    String document =
        flow(offer, ", 'offers': ['a']")
            .replace('\'', '"')
            .replace("ENGLISH", english)
            .replace("GERMAN", german);
    return FlowLint.check(document, branded("#1f4fd8", Theme.AUTO));
  }

  private static void assertFound(
      List<Finding> findings, Severity severity, String path, String code, String argument) {
    assertThat(findings).contains(new Finding(severity, path, code, argument));
  }

  @Test
  void aSoundFlowHasNoFindings() {
    assertThat(check(Studio.SHORT)).isEmpty();
  }

  @Test
  void everyPartThatIsWrongIsSaidAtOnce() {
    List<Finding> findings =
        check(
            """
            {'version': 2, 'steps': ['survey'], 'survey': {'required': true}, 'reasons': [
              {'id': 'Bad id', 'feedback': 'none'}], 'offers': [
              {'id': 'a', 'type': 'discount', 'percent': 'ten', 'months': 1},
              {'id': 'b', 'type': 'downgrade', 'plan_name': {'en': 'S'}},
              {'id': 'c', 'type': 'call'}]}\
            """);

    assertThat(findings)
        .filteredOn(finding -> finding.severity() == Severity.ERROR)
        .extracting(Finding::path)
        .contains(
            "version",
            "",
            "steps",
            "survey.required",
            "reasons[0].id",
            "reasons[0]",
            "reasons[0].feedback",
            "offers[0].percent",
            "offers[1].price",
            "offers[2].url");
    assertThat(findings)
        .contains(
            new Finding(Severity.ERROR, "version", "number", List.of("1", "1")),
            new Finding(Severity.ERROR, "", "missing", List.of("name")),
            new Finding(Severity.ERROR, "offers[0].percent", "number", List.of("1", "100")));
    assertFound(findings, Severity.ERROR, "offers[1].price", "price_missing", "");
    assertFound(findings, Severity.ERROR, "offers[2].url", "url_missing", "");
  }

  @Test
  void aFlowThatNeverEndsIsAnError() {
    assertThat(check("{'version': 1, 'name': 'n', 'steps': []}"))
        .anyMatch(finding -> finding.path().equals("steps") && finding.code().equals("step_last"));
  }

  @Test
  void howPartsHangTogetherIsSaidOnceEachIsSound() {
    List<Finding> findings =
        check(flow("{'id': 'a', 'type': 'pause', 'months': 1, 'then': 'a'}", ", 'offers': ['a']"));

    assertThat(findings).first().matches(f -> f.path().equals("offers[0].then"));
  }

  @Test
  void whatIsNotJsonIsOneError() {
    assertThat(check("{'version':"))
        .singleElement()
        .matches(finding -> finding.severity() == Severity.ERROR);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/workshop/pressing.csv", delimiter = '|')
  void copyThatShamesOrPressesIsAnError(String copy) {
    assertThat(checkHeadline("H", copy))
        .as(copy)
        .anyMatch(
            finding ->
                finding.code().equals("shaming")
                    && finding.severity() == Severity.ERROR
                    && finding.path().equals("offers[0].headline"));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/workshop/plain.csv", delimiter = '|')
  void copyThatStatesFactsIsFine(String copy) {
    assertThat(checkHeadline(copy, "H")).as(copy).isEmpty();
  }

  @Test
  void everyTextIsRead() {
    for (String place :
        List.of(
            "survey.title|'survey': {'title': {'en': 'Are you sure?'}},",
            "stories[0].quote|'stories': [{'id': 's', 'quote': {'en': 'Don’t leave'}}],",
            "stories[0].author|'stories': [{'id': 's', 'author': 'Please stay'}],",
            "offers[0].plan_name|'offers': [{'id': 's', 'plan_name': {'en': 'Last chance'}}],",
            "offers[0].body|'offers': [{'id': 's', 'body': {'en': 'Only today'}}],")) {
      String path = place.substring(0, place.indexOf('|'));
      String document = "{" + place.substring(place.indexOf('|') + 1) + " 'version': 1}";

      assertThat(check(document))
          .as(place)
          .anyMatch(found -> found.code().equals("shaming") && found.path().equals(path));
    }
  }

  @Test
  void answersAreReadToo() {
    String document = flow("", "").replaceFirst("'en': 'L'", "'en': 'I hate saving money'");

    assertThat(check(document))
        .anyMatch(f -> f.code().equals("shaming") && f.path().equals("reasons[0].label"));
  }

  @Test
  void warningsAreGivenAndNeverInTheWay() {
    List<Finding> findings =
        check(
            """
            {'version': 1, 'name': 'n', 'steps': ['survey', 'stories', 'offers', 'confirm'],
             'reasons': [
              {'id': 'r', 'label': {'en': 'L'}, 'feedback': 'unused'},
              {'id': 'q', 'label': {'en': 'L'}, 'feedback': 'unused', 'offers': ['a']},
              {'id': 'other', 'label': {'en': 'L', 'de': 'L'}, 'feedback': 'other',
               'comment': true}],
             'stories': [{'id': 's', 'quote': {'en': 'Q', 'de': 'Q'}, 'author': 'A'}],
             'offers': [
              {'id': 'a', 'type': 'discount', 'percent': 100, 'months': 1},
              {'id': 'b', 'type': 'pause', 'months': 1, 'headline': {'en': 'H', 'de': 'H'}}]}\
            """);

    assertThat(findings)
        .containsExactlyInAnyOrder(
            new Finding(Severity.WARNING, "reasons[0].label", "language_missing", "de"),
            new Finding(Severity.WARNING, "reasons[1].label", "language_missing", "de"),
            new Finding(Severity.WARNING, "offers[0]", "headline_missing", ""),
            new Finding(Severity.WARNING, "offers[0].percent", "free", ""),
            new Finding(Severity.WARNING, "offers[1]", "offer_unused", "b"),
            new Finding(Severity.WARNING, "reasons[0]", "reason_without_effect", ""),
            new Finding(Severity.WARNING, "stories[0]", "story_unused", "s"),
            new Finding(Severity.WARNING, "steps", "step_empty", "stories"));
  }

  @Test
  void aPaleBrandColourIsTold() {
    assertThat(FlowLint.check(Studio.SHORT, branded("#ffd400", Theme.LIGHT)))
        .containsExactly(new Finding(Severity.WARNING, "", "contrast", "1.3"));
    assertThat(FlowLint.check(Studio.SHORT, branded("#ffd400", Theme.DARK))).isEmpty();
    assertThat(FlowLint.check(Studio.SHORT, branded("#000080", Theme.DARK)))
        .extracting(Finding::code)
        .containsExactly("contrast");
  }
}
