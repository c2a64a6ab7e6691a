package io.backstop.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.backstop.flow.cancel.FlowDefinitions;
import io.backstop.flow.cancel.Simulation;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.TestDatabase;
import io.backstop.workshop.Finding.Severity;
import io.backstop.workspace.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlowTemplatesTest {

  private static final Workspace ACME = new Studio(TestDatabase.shared()).later();

  /** What only the merchant knows. */
  private static final Set<String> TO_FILL_IN = Set.of("price_missing", "url_missing");

  static Stream<FlowTemplate> templates() {
    return FlowTemplates.all().stream();
  }

  @Test
  void thereIsADozenEachWithANameOfItsOwn() {
    assertThat(FlowTemplates.all())
        .hasSize(12)
        .extracting(FlowTemplate::id)
        .doesNotHaveDuplicates();
    assertThat(FlowTemplates.find("pause-first")).isPresent();
    assertThat(FlowTemplates.find("nothing")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void nothingIsWrongWithItButWhatOnlyTheMerchantKnows(FlowTemplate template) {
    List<Finding> findings = FlowLint.check(template.document(), ACME);

    assertThat(findings)
        .filteredOn(finding -> finding.severity() == Severity.ERROR)
        .allMatch(finding -> TO_FILL_IN.contains(finding.code()));
    assertThat(findings)
        .filteredOn(finding -> finding.severity() == Severity.WARNING)
        .allMatch(finding -> finding.code().equals("reason_without_effect"));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void onceFilledInItIsAFlowThatCanBeWalkedThrough(FlowTemplate template) {
    FlowSketch sketch = FlowSketch.read(template.document());
    String filled = sketch.filledIn().document();

    assertThatCode(() -> FlowDefinitions.read(filled)).doesNotThrowAnyException();
    assertThat(FlowSketch.read(filled).reasons()).hasSameSizeAs(sketch.filledIn().reasons());
    assertThat(FlowSketch.read(filled).offers()).hasSameSizeAs(sketch.offers());
    for (FlowSketch.ReasonSketch reason : sketch.reasons()) {
      Simulation.Walked walked =
          Simulation.walk(
              filled,
              new Simulation.Facts(
                  new WorkspaceSlug("acme"),
                  4_900,
                  "usd",
                  "month",
                  "active",
                  Optional.of(reason.id()),
                  new CustomerId("cus_1"),
                  false,
                  Instant.parse("2026-11-28T12:00:00Z")));
      assertThat(walked.steps()).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void theFormWritesBackWhatItHasRead(FlowTemplate template) {
    FlowSketch sketch = FlowSketch.read(template.document());

    assertThat(FlowSketch.read(sketch.document())).isEqualTo(sketch);
  }
}
